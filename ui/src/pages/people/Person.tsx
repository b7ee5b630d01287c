/** One person in full: what may be proposed about them, their roles, every permission with its grant, their keys. */
import { KeyRound, UserRoundMinus, UserRoundPen } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Combobox } from "../../components/Combobox";
import { KeyChip } from "../../components/KeyChip";
import { Notice } from "../../components/Notice";
import type { KeyRow, PeopleList, PermissionRow, PersonRow, Proposed } from "../../host/contract";
import { useQuery } from "../../host/hooks";
import { Answer } from "../../parts/Answer";
import layout from "../../parts/layout.module.css";
import { NewPassword, passwordReady } from "../../parts/NewPassword";
import { SignDialog } from "../../parts/SignDialog";
import { useSigned } from "../../parts/useSigned";
import { Vouch } from "../../parts/Vouch";
import { grantWords, scopeWords } from "../../parts/words";
import { useNamed, useText } from "../../text/text";
import { peopleOptions } from "./AddPerson";
import { Grants } from "./Grants";
import css from "./People.module.css";

export function Person({
  list,
  row,
  onGrant,
  onDone,
}: {
  list: PeopleList;
  row: PersonRow;
  onGrant: () => void;
  onDone: (proposed: Proposed) => void;
}) {
  const t = useText();
  const person = useQuery("people.person", { person: row.person.id }, { topics: ["people"] });
  const [dialog, setDialog] = useState<"manager" | "disable" | "key" | null>(null);
  const done = (made: Proposed) => {
    setDialog(null);
    onDone(made);
  };
  const props = { list, row, onClose: () => setDialog(null), onDone: done };
  return (
    <div className={layout.column}>
      <p className={layout.small}>
        <code>{row.person.id}</code>
      </p>
      <p>{row.manager ? t("person-manager", { name: row.manager.name }) : t("person-no-manager")}</p>
      <p className={`${layout.small} ${layout.begins}`}>
        <Vouch vouch={row.vouch} />
      </p>
      {!row.disabled && (
        <div className={layout.row}>
          {list.mayGrant.allowed && !row.you && (
            <Button icon={<KeyRound />} onClick={onGrant}>
              {t("people-grant")}
            </Button>
          )}
          {list.mayAdd.allowed && (
            <>
              <Button icon={<UserRoundPen />} onClick={() => setDialog("manager")}>
                {t("person-set-manager")}
              </Button>
              <Button onClick={() => setDialog("key")}>{t("person-reset-key")}</Button>
              <Button kind="stop" icon={<UserRoundMinus />} onClick={() => setDialog("disable")}>
                {t("person-disable-button")}
              </Button>
            </>
          )}
        </div>
      )}
      <section className={layout.section}>
        <h3>{t("people-roles")}</h3>
        <Grants grants={row.grants} mayRevoke={list.mayGrant.allowed} onDone={onDone} />
      </section>
      <Answer of={person}>
        {(detail) => (
          <>
            <Permissions permissions={detail.permissions} row={row} />
            <Keys keys={detail.keys} />
          </>
        )}
      </Answer>
      {dialog === "manager" && <SetManager {...props} />}
      {dialog === "disable" && <Disable {...props} />}
      {dialog === "key" && <ResetKey {...props} />}
    </div>
  );
}

function Permissions({ permissions, row }: { permissions: readonly PermissionRow[]; row: PersonRow }) {
  const t = useText();
  const named = useNamed();
  const from = (id: string) => {
    const grant = row.grants.find((each) => each.id === id);
    return grant ? grantWords(t, named, grant) : id;
  };
  return (
    <section className={layout.section}>
      <h3>{t("person-permissions")}</h3>
      {permissions.length === 0 && <p className={layout.quiet}>{t("person-no-permissions")}</p>}
      <ul className={layout.items}>
        {permissions.map((each) => (
          <li key={`${each.permission} ${each.scope} ${each.grant}`} className={css.permission}>
            {t("permission-on", {
              permission: named("permission", each.permission),
              scope: scopeWords(t, each.scope),
            })}
            <span className={layout.small}>{t("permission-from", { grant: from(each.grant) })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Keys({ keys }: { keys: readonly KeyRow[] }) {
  const t = useText();
  return (
    <section className={layout.section}>
      <h3>{t("person-keys")}</h3>
      <ul className={layout.items}>
        {keys.map((key) => (
          <li key={key.vkey} className={css.permission}>
            <KeyChip fingerprint={fingerprintOf(key.vkey)} state={key.until === null ? "valid" : "ended"} />
            <span className={layout.small}>
              {key.until === null
                ? t("key-from", { from: key.from })
                : t("key-from-until", { from: key.from, until: key.until })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The key id in `name+hash+key`. */
function fingerprintOf(vkey: string): string {
  return vkey.split("+")[1] ?? vkey;
}

interface AboutPerson {
  list: PeopleList;
  row: PersonRow;
  onClose: () => void;
  onDone: (proposed: Proposed) => void;
}

function SetManager({ list, row, onClose, onDone }: AboutPerson) {
  const t = useText();
  const set = useSigned("people.set_manager", onDone);
  const [manager, setManager] = useState(row.manager?.id ?? null);
  const send = () => set.send({ person: row.person.id, manager });
  return (
    <SignDialog
      title={t("person-manager-title", { name: row.person.name })}
      sign={t("propose-sign")}
      ready={manager !== (row.manager?.id ?? null)}
      {...set.dialog}
      onSign={send}
      onClose={onClose}
    >
      <Combobox
        label={t("people-manager")}
        hint={t("people-manager-hint")}
        optional
        options={peopleOptions(list, row.person.id)}
        value={manager}
        onChange={setManager}
      />
    </SignDialog>
  );
}

function Disable({ row, onClose, onDone }: AboutPerson) {
  const t = useText();
  const disable = useSigned("people.disable", onDone);
  const send = () => disable.send({ person: row.person.id });
  return (
    <SignDialog
      title={t("person-disable-title", { name: row.person.name })}
      description={t("person-disable-words")}
      sign={t("propose-sign")}
      kind="stop"
      {...disable.dialog}
      onSign={send}
      onClose={onClose}
    />
  );
}

function ResetKey({ row, onClose, onDone }: AboutPerson) {
  const t = useText();
  const reset = useSigned("people.reset_key", onDone);
  const [password, setPassword] = useState({ first: "", second: "" });
  const send = () => reset.send({ person: row.person.id, password: password.first });
  return (
    <SignDialog
      title={t("person-key-title", { name: row.person.name })}
      description={t("person-key-words")}
      sign={t("propose-sign")}
      ready={passwordReady(password)}
      {...reset.dialog}
      onSign={send}
      onClose={onClose}
    >
      <Notice kind="wait">{t("people-hand-over", { name: row.person.name })}</Notice>
      <NewPassword label={t("people-new-password")} value={password} onChange={setPassword} />
    </SignDialog>
  );
}
