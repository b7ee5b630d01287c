/** Entries of the record, and one down to its bytes and proof. */
import type { LogRow, PersonRef } from "../../host/contract";
import { ANA, BO, CY, RECEIPT, STATION, digest, hours } from "./basics";
import type { Queries } from "./answers";

export function act(index: number, name: string, by: PersonRef, args: Record<string, string>, on = "r_57"): LogRow {
  return {
    index,
    at: hours((8130 - index) / 3),
    by,
    act: name,
    args: { on, ...args },
    on,
    request: on.startsWith("r_") ? on : null,
  };
}

export const ACTS: LogRow[] = [
  act(8123, "approval.decide", BO, { workflow: "Vendor onboarding", verdict: "approve" }),
  act(8122, "approval.decide", CY, { workflow: "Customer refund", verdict: "return" }, "r_56"),
  act(8119, "job.started", STATION, { call: "POST 127.0.0.1:8080/vendors" }),
  act(8118, "request.start", ANA, { workflow: "Vendor onboarding" }),
  act(8101, "change.decide", BO, { verdict: "approve" }, "c_8099"),
  act(8099, "change.propose", ANA, { kind: "grant.add" }, "c_8099"),
];

export const LOG: Pick<Queries, "log.page" | "log.entry"> = {
  "log.page": ({ act: name, before }) => ({
    rows: before === null ? ACTS.filter((row) => name === null || row.act === name) : [],
    more: false,
    size: 8124,
  }),
  "log.entry": ({ index }) => ({
    row: ACTS.find((row) => row.index === index) ?? (ACTS[0] as LogRow),
    text: '{"act":"approval.decide","body":{"round":2,"verdict":"approve"},"by":"p_bo","on":"t_60","v":1}\n\n— log.nordwind.example/p_bo 8yRZ0k…\n— log.nordwind.example/w_1 Jd83Lq…\n',
    decoded:
      '{\n  "act": "approval.decide",\n  "body": {\n    "round": 2,\n    "verdict": "approve"\n  },\n  "by": "p_bo",\n  "on": "t_60",\n  "v": 1\n}',
    signatures: [
      { name: "log.nordwind.example/p_bo", keyId: "f3a2810c", signer: BO },
      { name: "log.nordwind.example/w_1", keyId: "27e61b09", signer: STATION },
    ],
    digest: digest("entry"),
    leafHash: RECEIPT.leafHash,
    path: ["One", "Two", "Three", "Four", "Five"].map((word) => btoa(digest(word)).slice(0, 44)),
    treeSize: 8124,
    root: btoa(digest("root")).slice(0, 44),
    receipt: RECEIPT,
  }),
};
