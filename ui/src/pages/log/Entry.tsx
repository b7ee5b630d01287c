/** One entry: the act decoded, and beside it its bytes, who signed them, and the path from its leaf to the root. */
import { Digest } from "../../components/Digest";
import { PersonChip } from "../../components/PersonChip";
import { Button } from "../../components/Button";
import type { EntryDetail } from "../../host/contract";
import { useQuery } from "../../host/hooks";
import { Answer } from "../../parts/Answer";
import layout from "../../parts/layout.module.css";
import { saveText } from "../../parts/saveText";
import { actWords, whoWords } from "../../parts/words";
import { href } from "../../router";
import { useNamed, useText } from "../../text/text";
import { PathTree } from "./PathTree";
import css from "./Log.module.css";

export function Entry({ index }: { index: number }) {
  const entry = useQuery("log.entry", { index }, { topics: [] });
  return (
    <div className={css.entry}>
      <Answer of={entry}>{(detail) => <Panes detail={detail} />}</Answer>
    </div>
  );
}

function Panes({ detail }: { detail: EntryDetail }) {
  const t = useText();
  const named = useNamed();
  const { row } = detail;
  return (
    <div className={css.columns}>
      <section className={css.pane} aria-label={t("log-decoded")}>
        <h2>{t("log-entry", { index: row.index })}</h2>
        <p>{actWords(t, named, row)}</p>
        {row.request && <a href={href("runs", [row.request])}>{t("log-to-run")}</a>}
        <pre tabIndex={0} className={`${layout.code} ${css.grow}`}>
          {detail.decoded}
        </pre>
      </section>
      <section className={css.pane} aria-label={t("log-bytes")}>
        <h3>{t("log-bytes")}</h3>
        <pre tabIndex={0} className={`${layout.code} ${css.grow}`}>
          {detail.text}
        </pre>
        <h3>{t("log-signatures")}</h3>
        <ul className={layout.column}>
          {detail.signatures.map((signature) => (
            <li key={`${signature.name} ${signature.keyId}`} className={layout.row}>
              <PersonChip name={whoWords(t, signature.signer)} />
              <Digest value={signature.keyId} />
              <code className={layout.ellipsis} title={signature.name}>
                {signature.name}
              </code>
            </li>
          ))}
        </ul>
      </section>
      <section className={css.pane} aria-label={t("log-proof")}>
        <h3>{t("log-proof")}</h3>
        <PathTree
          index={row.index}
          size={detail.treeSize}
          leaf={detail.leafHash}
          path={detail.path}
          root={detail.root}
        />
        <dl className={layout.facts}>
          <dt>{t("log-digest")}</dt>
          <dd>
            <Digest value={detail.digest} />
          </dd>
          <dt>{t("log-leaf")}</dt>
          <dd>
            <Digest value={detail.leafHash} />
          </dd>
          <dt>{t("log-root", { size: detail.treeSize })}</dt>
          <dd>
            <Digest value={detail.root} />
          </dd>
        </dl>
        <div>
          <Button onClick={() => saveText(`receipt-${row.index}.tlog-proof`, detail.receipt.proof)}>
            {t("receipt-save")}
          </Button>
        </div>
      </section>
    </div>
  );
}
