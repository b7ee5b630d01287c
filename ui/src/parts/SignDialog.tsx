/**
 * A form in a dialog that ends with a signature: fields, a reason, what went wrong, and the button that signs.
 * The dialog stays open until the act is recorded or refused; nothing is shown as done before.
 */
import type { FormEvent, ReactNode } from "react";
import { useId } from "react";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { ErrorNotice } from "../components/Notice";
import { TextArea } from "../components/TextArea";
import { Waiting } from "../components/Waiting";
import type { HostError } from "../host/error";
import { useText } from "../text/text";
import css from "./layout.module.css";

export interface SignDialogProps {
  title: string;
  description?: ReactNode;
  /** The button that signs: "Sign and propose". */
  sign: string;
  kind?: "sign" | "stop";
  ready?: boolean;
  busy: boolean;
  slow: boolean;
  error: HostError | undefined;
  onAgain: () => void;
  onSign: () => void;
  onClose: () => void;
  /** The reason; left out where the act has none. */
  reason?: string;
  onReason?: (reason: string) => void;
  reasonNeeded?: boolean;
  place?: "centre" | "side";
  children?: ReactNode;
}

export function SignDialog(props: SignDialogProps) {
  const t = useText();
  const form = useId();
  const { reason = "", onReason, reasonNeeded = false, ready = true, error } = props;
  const blocked = !ready || (reasonNeeded && reason.trim() === "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A dialog lies over the page in the tree too: without this, the page's own form would be sent.
    event.stopPropagation();
    if (!blocked) props.onSign();
  };
  return (
    <Dialog
      title={props.title}
      description={props.description}
      place={props.place}
      open
      onOpenChange={(open) => {
        if (!open && !props.busy) props.onClose();
      }}
      foot={
        <>
          <Button kind="quiet" onClick={props.onClose} disabled={props.busy}>
            {t("dialog-cancel")}
          </Button>
          <Button kind={props.kind ?? "sign"} type="submit" form={form} busy={props.busy} disabled={blocked}>
            {props.sign}
          </Button>
        </>
      }
    >
      <form id={form} className={css.form} onSubmit={submit}>
        {props.children}
        {onReason && (
          <TextArea
            label={t("reason-label")}
            hint={t("reason-hint")}
            optional={!reasonNeeded}
            value={reason}
            onChange={onReason}
            error={
              error?.field === "reason" || error?.code === "reason_missing" ? t("error-reason_missing") : undefined
            }
          />
        )}
        {error && <ErrorNotice error={error} onAgain={props.onAgain} />}
        {props.busy && <Waiting slow={props.slow} words={t("sign-slow")} />}
      </form>
    </Dialog>
  );
}
