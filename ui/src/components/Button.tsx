/** A verb with its object. One primary a page; `sign` is for the one that signs. */
import { Button as Base } from "@base-ui/react/button";
import type { ComponentProps, ReactNode } from "react";
import { useText } from "../text/text";
import { KeyHint } from "./KeyHint";
import { Tooltip } from "./Tooltip";
import css from "./Button.module.css";

export interface ButtonProps extends Omit<ComponentProps<"button">, "className"> {
  kind?: "primary" | "plain" | "quiet" | "sign" | "stop";
  icon?: ReactNode;
  /** Keys that do the same, shown in the tooltip: `["Ctrl", "K"]`. */
  keys?: readonly string[];
  /** For buttons without visible words (toolbars): name and tooltip. */
  tip?: string;
  /** Under way: stays focusable, does nothing, says so. */
  busy?: boolean;
}

export function Button({ kind = "plain", icon, keys, tip, busy = false, children, disabled, ...rest }: ButtonProps) {
  const t = useText();
  const button = (
    <Base
      type="button"
      {...rest}
      disabled={disabled || busy}
      focusableWhenDisabled={busy}
      aria-busy={busy || undefined}
      aria-label={rest["aria-label"] ?? (children === undefined ? tip : undefined)}
      aria-keyshortcuts={keys?.join("+")}
      className={css.button}
      data-kind={kind}
      data-bare={children === undefined || undefined}
    >
      {icon}
      {busy ? <span>{t("button-busy")}</span> : children}
    </Base>
  );
  if (!tip && !keys) return button;
  return (
    <Tooltip
      text={
        <>
          {tip} {keys && <KeyHint keys={keys} />}
        </>
      }
    >
      {button}
    </Tooltip>
  );
}
