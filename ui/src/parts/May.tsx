/** Why a button is missing: the answer of the one authorisation function, in words. Nothing where it is allowed. */
import { Notice } from "../components/Notice";
import type { May } from "../host/contract";
import { useText } from "../text/text";
import css from "./layout.module.css";

export function WhyNot({ may, quiet = false }: { may: May; quiet?: boolean }) {
  const t = useText();
  if (may.allowed) return null;
  const words = may.because === "" ? t("may-not") : t("may-not-because", { because: may.because });
  return quiet ? <p className={css.small}>{words}</p> : <Notice kind="info">{words}</Notice>;
}
