/** Connectors: where a workflow may act outside, and no further. Tokens stay in the vault of this workstation. */
import { PencilLine, Plug, Plus } from "lucide-react";
import { useState, type ReactNode } from "react";
import { Button } from "../../components/Button";
import { Digest } from "../../components/Digest";
import { EmptyState } from "../../components/EmptyState";
import { Inspector } from "../../components/Inspector";
import { Table, type Column } from "../../components/Table";
import { PageHeader } from "../../frame/PageHeader";
import { useOpenPalette } from "../../frame/palette";
import type { ConnectorList, ConnectorRow, Proposed } from "../../host/contract";
import { useQuery } from "../../host/hooks";
import { Answer } from "../../parts/Answer";
import { WhyNot } from "../../parts/May";
import layout from "../../parts/layout.module.css";
import { ProposedNotice } from "../../parts/ProposedNotice";
import { Vouch } from "../../parts/Vouch";
import { href, navigate, useRoute } from "../../router";
import { useText } from "../../text/text";
import { ConnectorForm } from "./ConnectorForm";

export default function ConnectorsPage() {
  const t = useText();
  const palette = useOpenPalette();
  const connectors = useQuery("connectors.list", {}, { topics: ["rules", "workflows", "people"] });
  const [form, setForm] = useState<{ connector: ConnectorRow | null } | null>(null);
  const [proposed, setProposed] = useState<Proposed | null>(null);
  const add = connectors.data?.maySet.allowed && (
    <Button kind="primary" icon={<Plus />} onClick={() => setForm({ connector: null })}>
      {t("connectors-add")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("page-connectors")} onSearch={palette} action={add} />
      {proposed && <ProposedNotice proposed={proposed} onClose={() => setProposed(null)} />}
      <Answer of={connectors}>
        {(list) => <Connectors list={list} add={add} onChange={(connector) => setForm({ connector })} />}
      </Answer>
      {form && (
        <ConnectorForm
          connector={form.connector}
          onClose={() => setForm(null)}
          onDone={(made) => {
            setForm(null);
            setProposed(made);
            connectors.reload();
          }}
        />
      )}
    </>
  );
}

function tokenWords(t: ReturnType<typeof useText>, row: ConnectorRow): string {
  if (!row.hasToken) return t("connector-no-token");
  return t(row.tokenHere ? "connector-token-here" : "connector-token-elsewhere");
}

function Connectors({
  list,
  add,
  onChange,
}: {
  list: ConnectorList;
  add: ReactNode;
  onChange: (connector: ConnectorRow) => void;
}) {
  const t = useText();
  const { rest } = useRoute();
  const columns: Column<ConnectorRow>[] = [
    {
      key: "name",
      title: t("connectors-name"),
      width: 180,
      cell: (row) => <span className={layout.ellipsis}>{row.name}</span>,
    },
    {
      key: "base",
      title: t("connectors-base"),
      width: 260,
      cell: (row) => <code className={layout.ellipsis}>{row.base}</code>,
    },
    { key: "methods", title: t("connectors-methods"), width: 130, cell: (row) => row.methods.join(", ") },
    { key: "token", title: t("connectors-token"), width: 200, cell: (row) => tokenWords(t, row) },
    {
      key: "used",
      title: t("rules-used"),
      width: 180,
      cell: (row) => <span className={layout.ellipsis}>{row.usedBy.join(", ")}</span>,
    },
  ];
  const chosen = list.connectors.find((row) => row.id === rest[0]);
  return (
    <div className={layout.split}>
      <div className={layout.fill}>
        <Table
          label={t("page-connectors")}
          name="connectors"
          columns={columns}
          rows={list.connectors}
          rowKey={(row) => row.id}
          selected={rest[0] ?? null}
          onSelect={(row) => navigate(href("connectors", [row.id]), { replace: true })}
          empty={
            <EmptyState icon={<Plug />} action={add || <WhyNot may={list.maySet} quiet />}>
              {t("connectors-empty")}
            </EmptyState>
          }
        />
      </div>
      {chosen && (
        <Inspector title={chosen.name} onClose={() => navigate(href("connectors"), { replace: true })}>
          <div className={layout.column}>
            {list.maySet.allowed && (
              <div>
                <Button icon={<PencilLine />} onClick={() => onChange(chosen)}>
                  {t("connectors-change")}
                </Button>
              </div>
            )}
            <Facts row={chosen} />
          </div>
        </Inspector>
      )}
    </div>
  );
}

function Facts({ row }: { row: ConnectorRow }) {
  const t = useText();
  return (
    <dl className={layout.facts}>
      <dt>{t("stable-name")}</dt>
      <dd>
        <code>{row.id}</code>
      </dd>
      <dt>{t("connectors-base")}</dt>
      <dd>
        <code>{row.base}</code>
      </dd>
      <dt>{t("connectors-calls")}</dt>
      <dd>
        {row.methods.join(", ")}
        {row.paths.map((path) => (
          <div key={path}>
            <code>{path}</code>
          </div>
        ))}
      </dd>
      <dt>{t("connectors-private")}</dt>
      <dd>{t(row.privateAddresses ? "value-yes" : "value-no")}</dd>
      <dt>{t("connectors-repeat")}</dt>
      <dd>{t(row.idempotent ? "connectors-repeat-yes" : "connectors-repeat-no")}</dd>
      <dt>{t("connectors-token")}</dt>
      <dd>{tokenWords(t, row)}</dd>
      <dt>{t("rules-used")}</dt>
      <dd>{row.usedBy.join(", ") || t("rules-unused")}</dd>
      <dt>{t("in-force-by")}</dt>
      <dd>
        <Vouch vouch={row.vouch} />
      </dd>
      <dt>{t("version-digest")}</dt>
      <dd>
        <Digest value={row.digest} />
      </dd>
    </dl>
  );
}
