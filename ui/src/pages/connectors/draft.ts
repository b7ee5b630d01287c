/** The fields of the connector form, and the file of `docs/schema/connector.schema.json` they make. */
import type { ConnectorRow } from "../../host/contract";

export const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

export interface ConnectorDraft {
  name: string;
  base: string;
  methods: readonly string[];
  /** One a line. */
  paths: string;
  /** One a line: `field = path in the answer`, and `sealed` where it is to be sealed. */
  outputs: string;
  idempotent: boolean;
  privateAddresses: boolean;
  timeout: number;
}

export function draftOf(row: ConnectorRow | null): ConnectorDraft {
  return {
    name: row?.name ?? "",
    base: row?.base ?? "",
    methods: row?.methods ?? [],
    paths: row?.paths.join("\n") ?? "",
    outputs: (row?.outputs ?? [])
      .map((each) => `${each.field} = ${each.path}${each.sealed ? " sealed" : ""}`)
      .join("\n"),
    idempotent: row?.idempotent ?? false,
    privateAddresses: row?.privateAddresses ?? false,
    timeout: row?.timeoutSeconds ?? 10,
  };
}

const OUTPUT = /^([\w.]+)\s*=\s*([\w.-]+)(\s+sealed)?$/;

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** The first line that cannot be read; null if all can. */
export function outputsProblem(outputs: string): string | null {
  return linesOf(outputs).find((line) => !OUTPUT.test(line)) ?? null;
}

export function connectorFile(id: string, draft: ConnectorDraft): string {
  const outputs: Record<string, { path: string; data: "open" | "sealed" }> = {};
  for (const line of linesOf(draft.outputs)) {
    const [, field, path, sealed] = OUTPUT.exec(line) ?? [];
    if (field && path) outputs[field] = { path, data: sealed ? "sealed" : "open" };
  }
  return JSON.stringify(
    {
      id,
      name: draft.name.trim(),
      kind: "http",
      base: draft.base.trim(),
      scope: {
        methods: draft.methods,
        paths: linesOf(draft.paths),
        private_addresses: draft.privateAddresses,
      },
      idempotent: draft.idempotent,
      outputs,
      timeout_s: draft.timeout,
    },
    null,
    2,
  );
}
