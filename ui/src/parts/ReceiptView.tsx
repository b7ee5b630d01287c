/** Proof that an act is in the record, to copy or to keep as a file outside this machine. */
import { Copy, Download, Stamp } from "lucide-react";
import { useState, type ReactNode } from "react";
import { Button } from "../components/Button";
import { Digest } from "../components/Digest";
import type { Receipt } from "../host/contract";
import { useText } from "../text/text";
import { saveText } from "./saveText";
import css from "./ReceiptView.module.css";
import layout from "./layout.module.css";

export function ReceiptView({ title, receipt, ways }: { title: ReactNode; receipt: Receipt; ways?: ReactNode }) {
  const t = useText();
  const [copied, setCopied] = useState(false);
  const copy = () => void navigator.clipboard?.writeText(receipt.proof).then(() => setCopied(true));
  return (
    <section className={css.receipt} role="status">
      <Stamp className={css.mark} aria-hidden />
      <div className={css.body}>
        <h2>{title}</h2>
        <p className={layout.quiet}>
          {t("receipt-words", { index: receipt.index })} <Digest value={receipt.leafHash} />
        </p>
        <details className={layout.disclosure}>
          <summary>{t("receipt-show")}</summary>
          <pre tabIndex={0} className={layout.code}>
            {receipt.proof}
          </pre>
        </details>
        <div className={layout.row}>
          <Button icon={<Copy />} onClick={copy}>
            {t(copied ? "digest-copied" : "receipt-copy")}
          </Button>
          <Button icon={<Download />} onClick={() => saveText(`receipt-${receipt.index}.tlog-proof`, receipt.proof)}>
            {t("receipt-save")}
          </Button>
          {ways}
        </div>
      </div>
    </section>
  );
}
