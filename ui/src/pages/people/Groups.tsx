/** A group: its members and the roles it gives them. */
import { KeyRound, PencilLine } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Checkbox } from "../../components/Checkbox";
import { PersonChip } from "../../components/PersonChip";
import type { GroupRow, PeopleList, Proposed } from "../../host/contract";
import layout from "../../parts/layout.module.css";
import { SignDialog } from "../../parts/SignDialog";
import { useSigned } from "../../parts/useSigned";
import { StableName, stableName } from "../../parts/StableName";
import { useText } from "../../text/text";
import { peopleOptions, type ProposeProps } from "./AddPerson";
import { Grants } from "./Grants";
import type { PeopleDialog } from "./PeoplePage";

export function GroupView({
  list,
  group,
  onDialog,
  onDone,
}: {
  list: PeopleList;
  group: GroupRow;
  onDialog: (dialog: PeopleDialog) => void;
  onDone: (proposed: Proposed) => void;
}) {
  const t = useText();
  return (
    <div className={layout.column}>
      <code>{group.id}</code>
      <div className={layout.row}>
        {list.mayGroup.allowed && (
          <Button icon={<PencilLine />} onClick={() => onDialog({ kind: "group", group })}>
            {t("group-change")}
          </Button>
        )}
        {list.mayGrant.allowed && (
          <Button icon={<KeyRound />} onClick={() => onDialog({ kind: "grant", subject: `group:${group.id}` })}>
            {t("people-grant")}
          </Button>
        )}
      </div>
      <section className={layout.section}>
        <h3>{t("group-members")}</h3>
        <ul className={layout.column}>
          {group.members.map((person) => (
            <li key={person.id}>
              <PersonChip name={person.name} />
            </li>
          ))}
        </ul>
      </section>
      <section className={layout.section}>
        <h3>{t("people-roles")}</h3>
        <Grants grants={group.grants} mayRevoke={list.mayGrant.allowed} onDone={onDone} />
      </section>
    </div>
  );
}

export function GroupForm({ list, group, onClose, onDone }: ProposeProps & { group: GroupRow | null }) {
  const t = useText();
  const set = useSigned("groups.set", onDone);
  const [name, setName] = useState(group?.name ?? "");
  const [members, setMembers] = useState<readonly string[]>(group?.members.map(({ id }) => id) ?? []);
  const id = stableName(group, name);
  const send = () => set.send({ group: id, name: name.trim(), members: [...members] });
  return (
    <SignDialog
      title={t(group ? "group-change" : "people-add-group")}
      sign={t("group-sign")}
      place="side"
      ready={name.trim() !== "" && id !== ""}
      {...set.dialog}
      onSign={send}
      onClose={onClose}
    >
      <StableName label={t("people-name")} id={id} value={name} onChange={setName} />
      <fieldset className={layout.fieldset}>
        <legend>{t("group-members")}</legend>
        {peopleOptions(list).map((person) => (
          <Checkbox
            key={person.value}
            label={person.label}
            checked={members.includes(person.value)}
            onChange={(on) =>
              setMembers(on ? [...members, person.value] : members.filter((member) => member !== person.value))
            }
          />
        ))}
      </fieldset>
    </SignDialog>
  );
}
