/** The sign-in page without its session: workspace, its fingerprint in words, who signs, password. */
import type { FormEvent, ReactNode } from "react";
import { Button } from "../components/Button";
import { Combobox } from "../components/Combobox";
import { SealMark } from "../components/Seal";
import type { Option } from "../components/Select";
import { TextField } from "../components/TextField";
import { useText } from "../text/text";
import css from "./SignInFrame.module.css";

export interface SignInFrameProps {
  workspace: string;
  /** The workspace's fingerprint as words, for people to compare. */
  fingerprint: string;
  people: readonly Option[];
  person: string | null;
  onPerson: (person: string | null) => void;
  password: string;
  onPassword: (password: string) => void;
  busy: boolean;
  onSubmit: () => void;
  /** What went wrong, as a notice. */
  notice?: ReactNode;
  /** Ways to elsewhere, below. */
  ways?: ReactNode;
}

export function SignInFrame(props: SignInFrameProps) {
  const t = useText();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onSubmit();
  };
  return (
    <main className={css.page}>
      <form className={css.column} onSubmit={submit}>
        <header className={css.head}>
          <SealMark seal={{ state: "unchecked" }} size={36} />
          <h1>{props.workspace}</h1>
          <p className={css.fingerprint}>
            <span className={css.why}>{t("signin-fingerprint")}</span>
            <code>{props.fingerprint}</code>
            <span className={css.why}>{t("signin-fingerprint-why")}</span>
          </p>
        </header>
        {props.notice}
        <Combobox
          label={t("signin-person")}
          placeholder={t("signin-person-hint")}
          options={props.people}
          value={props.person}
          onChange={props.onPerson}
        />
        <TextField
          label={t("signin-password")}
          type="password"
          autoComplete="current-password"
          value={props.password}
          onChange={props.onPassword}
        />
        <Button
          kind="primary"
          type="submit"
          busy={props.busy}
          disabled={props.person === null || props.password === ""}
        >
          {t("signin-submit")}
        </Button>
        {props.ways && <footer className={css.ways}>{props.ways}</footer>}
      </form>
    </main>
  );
}
