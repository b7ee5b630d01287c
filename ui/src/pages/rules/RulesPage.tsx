/** Approval rules: who decides, and how many of them. A step names a rule, never a person. */
import { PencilLine, Plus, Scale } from "lucide-react";
import { useState, type ReactNode } from "react";
import { Button } from "../../components/Button";
import { Digest } from "../../components/Digest";
import { EmptyState } from "../../components/EmptyState";
import { Inspector } from "../../components/Inspector";
import { PersonChip } from "../../components/PersonChip";
import { Table, type Column } from "../../components/Table";
import { PageHeader } from "../../frame/PageHeader";
import { useOpenPalette } from "../../frame/palette";
import type { Proposed, RuleList, RuleRow } from "../../host/contract";
import { useQuery } from "../../host/hooks";
import { Answer } from "../../parts/Answer";
import { WhyNot } from "../../parts/May";
import layout from "../../parts/layout.module.css";
import { ProposedNotice } from "../../parts/ProposedNotice";
import { Vouch } from "../../parts/Vouch";
import { namesOf, ruleWords } from "../../parts/words";
import { href, navigate, useRoute } from "../../router";
import { useNamed, useText } from "../../text/text";
import { RuleForm } from "./RuleForm";

export default function RulesPage() {
  const t = useText();
  const palette = useOpenPalette();
  const rules = useQuery("rules.list", {}, { topics: ["rules", "people", "workflows"] });
  const [form, setForm] = useState<{ rule: RuleRow | null } | null>(null);
  const [proposed, setProposed] = useState<Proposed | null>(null);
  const add = rules.data?.maySet.allowed && (
    <Button kind="primary" icon={<Plus />} onClick={() => setForm({ rule: null })}>
      {t("rules-add")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("page-rules")} onSearch={palette} action={add} />
      {proposed && <ProposedNotice proposed={proposed} onClose={() => setProposed(null)} />}
      <Answer of={rules}>{(list) => <Rules list={list} add={add} onChange={(rule) => setForm({ rule })} />}</Answer>
      {form && (
        <RuleForm
          rule={form.rule}
          onClose={() => setForm(null)}
          onDone={(made) => {
            setForm(null);
            setProposed(made);
            rules.reload();
          }}
        />
      )}
    </>
  );
}

function Rules({ list, add, onChange }: { list: RuleList; add: ReactNode; onChange: (rule: RuleRow) => void }) {
  const t = useText();
  const named = useNamed();
  const { rest } = useRoute();
  const columns: Column<RuleRow>[] = [
    {
      key: "name",
      title: t("rules-name"),
      width: 200,
      cell: (row) => <span className={layout.ellipsis}>{row.name}</span>,
    },
    {
      key: "sentence",
      title: t("rules-sentence"),
      width: 340,
      cell: (row) => (
        <span className={layout.ellipsis} title={ruleWords(t, named, row)}>
          {ruleWords(t, named, row)}
        </span>
      ),
    },
    {
      key: "people",
      title: t("rules-people"),
      width: 220,
      cell: (row) => <span className={layout.ellipsis}>{namesOf(t, row.people)}</span>,
    },
    {
      key: "used",
      title: t("rules-used"),
      width: 180,
      cell: (row) => <span className={layout.ellipsis}>{row.usedBy.join(", ")}</span>,
    },
  ];
  const chosen = list.rules.find((row) => row.id === rest[0]);
  return (
    <div className={layout.split}>
      <div className={layout.fill}>
        <Table
          label={t("page-rules")}
          name="rules"
          columns={columns}
          rows={list.rules}
          rowKey={(row) => row.id}
          selected={rest[0] ?? null}
          onSelect={(row) => navigate(href("rules", [row.id]), { replace: true })}
          empty={
            <EmptyState icon={<Scale />} action={add || <WhyNot may={list.maySet} quiet />}>
              {t("rules-empty")}
            </EmptyState>
          }
        />
      </div>
      {chosen && (
        <Inspector title={chosen.name} onClose={() => navigate(href("rules"), { replace: true })}>
          <div className={layout.column}>
            <p>{ruleWords(t, named, chosen)}</p>
            {list.maySet.allowed && (
              <div>
                <Button icon={<PencilLine />} onClick={() => onChange(chosen)}>
                  {t("rules-change")}
                </Button>
              </div>
            )}
            <section className={layout.section}>
              <h3>{t("rules-people")}</h3>
              {chosen.eligible.kind === "manager" ? (
                <p className={layout.quiet}>{t("rules-manager-words")}</p>
              ) : chosen.people.length < chosen.needed ? (
                <p>{t("rules-too-few", { have: chosen.people.length, needed: chosen.needed })}</p>
              ) : null}
              {chosen.people.map((person) => (
                <PersonChip key={person.id} name={person.name} />
              ))}
            </section>
            <dl className={layout.facts}>
              <dt>{t("stable-name")}</dt>
              <dd>
                <code>{chosen.id}</code>
              </dd>
              <dt>{t("rules-used")}</dt>
              <dd>{chosen.usedBy.join(", ") || t("rules-unused")}</dd>
              <dt>{t("in-force-by")}</dt>
              <dd>
                <Vouch vouch={chosen.vouch} />
              </dd>
              <dt>{t("version-digest")}</dt>
              <dd>
                <Digest value={chosen.digest} />
              </dd>
            </dl>
          </div>
        </Inspector>
      )}
    </div>
  );
}
