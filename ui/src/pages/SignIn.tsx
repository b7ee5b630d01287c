/** Signing in to the open workspace. What was wrong is never said, only how to go on. */
import { useState } from "react";
import { Button } from "../components/Button";
import { ErrorNotice, Notice } from "../components/Notice";
import { Waiting } from "../components/Waiting";
import type { AppState, OpenView } from "../host/contract";
import { useCommand } from "../host/hooks";
import { useNamed, useText } from "../text/text";
import { SignInFrame } from "./SignInFrame";

export default function SignIn({ open, onDone }: { app: AppState; open: OpenView; onDone: () => void }) {
  const t = useText();
  const named = useNamed();
  const signIn = useCommand("session.sign_in");
  const close = useCommand("workspace.close");
  const [person, setPerson] = useState<string | null>(open.people.length === 1 ? (open.people[0]?.id ?? null) : null);
  const [password, setPassword] = useState("");
  const submit = () => {
    if (person === null) return;
    signIn.run({ person, password }, { done: onDone });
    setPassword("");
  };
  const failed = signIn.error ? signIn : close;
  return (
    <SignInFrame
      workspace={open.name}
      fingerprint={open.fingerprintWords}
      people={open.people.map(({ id, name }) => ({ value: id, label: name }))}
      person={person}
      onPerson={setPerson}
      password={password}
      onPassword={setPassword}
      busy={signIn.busy}
      onSubmit={submit}
      notice={
        <>
          {open.readOnly && (
            <Notice kind="incident">
              {t("banner-read-only")} {named("read-only", open.readOnly.replace(/^read-only-/, ""))}
            </Notice>
          )}
          {open.demo && <Notice kind="wait">{t("signin-demo")}</Notice>}
          {failed.error && <ErrorNotice error={failed.error} onAgain={failed.again} />}
          {signIn.busy && <Waiting slow={signIn.slow} words={t("signin-slow")} />}
        </>
      }
      ways={
        <Button kind="quiet" onClick={() => close.run({}, { done: onDone })} disabled={signIn.busy}>
          {t("signin-other")}
        </Button>
      }
    />
  );
}
