/** Everybody, the groups, and what each may do and why. Every change here is a proposal that another person decides. */
import { KeyRound, UserPlus, Users, UsersRound } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { Inspector } from "../../components/Inspector";
import { PersonChip } from "../../components/PersonChip";
import { Table, type Column } from "../../components/Table";
import { PageHeader } from "../../frame/PageHeader";
import { useOpenPalette } from "../../frame/palette";
import type { GroupRow, PeopleList, PersonRow, Proposed } from "../../host/contract";
import { useQuery } from "../../host/hooks";
import { Answer } from "../../parts/Answer";
import layout from "../../parts/layout.module.css";
import { ProposedNotice } from "../../parts/ProposedNotice";
import { Vouch } from "../../parts/Vouch";
import { grantWords, namesOf } from "../../parts/words";
import { href, navigate, useRoute } from "../../router";
import { useNamed, useText } from "../../text/text";
import { AddPerson } from "./AddPerson";
import { GiveRole } from "./GiveRole";
import { GroupForm, GroupView } from "./Groups";
import { Person } from "./Person";

export type PeopleDialog =
  { kind: "add" } | { kind: "grant"; subject: string | null } | { kind: "group"; group: GroupRow | null };

export default function PeoplePage() {
  const t = useText();
  const palette = useOpenPalette();
  const { rest } = useRoute();
  const people = useQuery("people.list", {}, { topics: ["people", "changes"] });
  const [dialog, setDialog] = useState<PeopleDialog | null>(null);
  const [proposed, setProposed] = useState<Proposed | null>(null);
  const done = (made: Proposed) => {
    setDialog(null);
    setProposed(made);
    people.reload();
  };
  const groups = rest[0] === "groups";
  const data = people.data;
  const action = groups ? (
    data?.mayGroup.allowed && (
      <Button kind="primary" icon={<UsersRound />} onClick={() => setDialog({ kind: "group", group: null })}>
        {t("people-add-group")}
      </Button>
    )
  ) : (
    <>
      {data?.mayGrant.allowed && (
        <Button icon={<KeyRound />} onClick={() => setDialog({ kind: "grant", subject: null })}>
          {t("people-grant")}
        </Button>
      )}
      {data?.mayAdd.allowed && (
        <Button kind="primary" icon={<UserPlus />} onClick={() => setDialog({ kind: "add" })}>
          {t("people-add")}
        </Button>
      )}
    </>
  );
  const close = () => setDialog(null);
  return (
    <>
      <PageHeader title={t("page-people")} onSearch={palette} action={action} />
      <nav className={layout.tabs} aria-label={t("page-people")}>
        <a href={href("people")} aria-current={groups ? undefined : "page"}>
          {t("page-people")}
        </a>
        <a href={href("people", ["groups"])} aria-current={groups ? "page" : undefined}>
          {t("people-groups")}
        </a>
      </nav>
      {proposed && <ProposedNotice proposed={proposed} onClose={() => setProposed(null)} />}
      <Answer of={people}>
        {(list) =>
          groups ? (
            <GroupList list={list} chosen={rest[1]} onDialog={setDialog} onDone={done} />
          ) : (
            <PersonList list={list} chosen={rest[0]} onDialog={setDialog} onDone={done} />
          )
        }
      </Answer>
      {data && dialog?.kind === "add" && <AddPerson list={data} onClose={close} onDone={done} />}
      {data && dialog?.kind === "grant" && (
        <GiveRole list={data} subject={dialog.subject} onClose={close} onDone={done} />
      )}
      {data && dialog?.kind === "group" && <GroupForm list={data} group={dialog.group} onClose={close} onDone={done} />}
    </>
  );
}

export interface ListProps {
  list: PeopleList;
  chosen: string | undefined;
  onDialog: (dialog: PeopleDialog) => void;
  onDone: (proposed: Proposed) => void;
}

function PersonList({ list, chosen, onDialog, onDone }: ListProps) {
  const t = useText();
  const named = useNamed();
  const columns: Column<PersonRow>[] = [
    {
      key: "name",
      title: t("people-name"),
      width: 220,
      cell: (row) => <PersonChip name={row.person.name} you={row.you} disabled={row.disabled} />,
    },
    { key: "manager", title: t("people-manager"), width: 160, cell: (row) => row.manager?.name ?? "" },
    {
      key: "roles",
      title: t("people-roles"),
      width: 300,
      cell: (row) => {
        const words = row.grants
          .filter((grant) => grant.inForce)
          .map((grant) => grantWords(t, named, grant))
          .join(", ");
        return (
          <span className={layout.ellipsis} title={words}>
            {words || <span className={layout.quiet}>{t("people-no-roles")}</span>}
          </span>
        );
      },
    },
    {
      key: "vouch",
      title: t("people-vouch"),
      width: 240,
      cell: (row) => (
        <span className={layout.ellipsis}>
          <Vouch vouch={row.vouch} />
        </span>
      ),
    },
  ];
  const person = list.people.find((row) => row.person.id === chosen);
  return (
    <div className={layout.split}>
      <div className={layout.fill}>
        <Table
          label={t("page-people")}
          name="people"
          columns={columns}
          rows={list.people}
          rowKey={(row) => row.person.id}
          selected={chosen ?? null}
          onSelect={(row) => navigate(href("people", [row.person.id]), { replace: true })}
          empty={<EmptyState icon={<Users />}>{t("people-empty")}</EmptyState>}
        />
      </div>
      {person && (
        <Inspector title={person.person.name} onClose={() => navigate(href("people"), { replace: true })}>
          <Person
            key={person.person.id}
            list={list}
            row={person}
            onGrant={() => onDialog({ kind: "grant", subject: person.person.id })}
            onDone={onDone}
          />
        </Inspector>
      )}
    </div>
  );
}

function GroupList({ list, chosen, onDialog, onDone }: ListProps) {
  const t = useText();
  const named = useNamed();
  const columns: Column<GroupRow>[] = [
    { key: "name", title: t("people-name"), width: 200, cell: (row) => row.name },
    { key: "count", title: t("group-count"), width: 90, align: "end", cell: (row) => row.members.length },
    {
      key: "members",
      title: t("group-members"),
      width: 280,
      cell: (row) => <span className={layout.ellipsis}>{namesOf(t, row.members)}</span>,
    },
    {
      key: "roles",
      title: t("people-roles"),
      width: 260,
      cell: (row) => (
        <span className={layout.ellipsis}>{row.grants.map((grant) => grantWords(t, named, grant)).join(", ")}</span>
      ),
    },
  ];
  const group = list.groups.find((row) => row.id === chosen);
  return (
    <div className={layout.split}>
      <div className={layout.fill}>
        <Table
          label={t("people-groups")}
          name="groups"
          columns={columns}
          rows={list.groups}
          rowKey={(row) => row.id}
          selected={chosen ?? null}
          onSelect={(row) => navigate(href("people", ["groups", row.id]), { replace: true })}
          empty={<EmptyState icon={<UsersRound />}>{t("groups-empty")}</EmptyState>}
        />
      </div>
      {group && (
        <Inspector title={group.name} onClose={() => navigate(href("people", ["groups"]), { replace: true })}>
          <GroupView list={list} group={group} onDialog={onDialog} onDone={onDone} />
        </Inspector>
      )}
    </div>
  );
}
