/** Thousands of runs, and one in full that has stopped. */
import { SAMPLE_BPMN } from "../../gallery/sample";
import type { RunRow } from "../../host/contract";
import { ANA, BO, CY, LONG, NO, YES, digest, hours } from "./basics";
import { VENDOR_FORM } from "./forms";
import { ACTS } from "./log";
import type { Queries } from "./answers";

function run(number: number, part: Partial<RunRow> = {}): RunRow {
  const states = ["running", "stopped", "completed", "rejected", "cancelled"];
  const state = states[number % 5] ?? "running";
  const over = number % 5 > 1;
  return {
    request: `r_${number}`,
    workflow: number % 2 ? "vendor-onboarding" : "refund",
    workflowName: number % 2 ? "Vendor onboarding" : "Customer refund",
    requester: [ANA, BO, CY, LONG][number % 4] ?? ANA,
    state,
    started: hours(3 * (9000 - number) + 1),
    ended: over ? hours(3 * (9000 - number)) : null,
    waitsFor: over ? [] : ["Approve payment details"],
    ...part,
  };
}

export const RUNS: Pick<Queries, "runs.list" | "runs.detail"> = {
  "runs.list": ({ before, limit, state }) => {
    const from = before ?? 8130;
    const rows = [...Array(limit).keys()]
      .map((at) => run(from - 1 - at))
      .filter((row) => state === null || row.state === state);
    return { runs: rows, more: from - limit > 7000 };
  },
  "runs.detail": ({ request }) => ({
    row: run(8126, {
      request,
      state: "stopped",
      workflowName: "Vendor onboarding",
      waitsFor: ["Create vendor in ERP"],
      started: hours(5),
      ended: null,
    }),
    version: digest("version"),
    versionNumber: 7,
    diagram: SAMPLE_BPMN,
    tokens: ["create"],
    passed: ["start", "f1", "details", "f2", "approve", "f3", "split", "f4"],
    fields: VENDOR_FORM.map((each) => (each.sealed ? { ...each, value: null } : each)),
    incidents: [
      {
        incident: 1,
        code: "outcome_unknown",
        element: "create",
        step: "Create vendor in ERP",
        detail: "connection reset after the request was sent",
        ways: ["retry", "done", "cancel"],
        mayResolve: YES,
      },
    ],
    waits: [
      {
        wait: "e_60_0",
        element: "details",
        step: "Enter payment details",
        kind: "timer",
        holdsToken: false,
        due: hours(-20),
        zone: "Europe/Berlin",
        repeats: "R3/PT10H",
        left: 2,
        message: null,
        key: null,
      },
      {
        wait: "e_60_1",
        element: "create",
        step: "Vendor confirms",
        kind: "message",
        holdsToken: true,
        due: null,
        zone: null,
        repeats: null,
        left: null,
        message: "vendor-confirmed",
        key: "4711",
      },
    ],
    scopes: [
      {
        scope: 1,
        parent: 0,
        element: "details",
        step: "Enter payment details",
        item: null,
        each: { total: 5, begun: 3, done: 2 },
      },
    ],
    fired: [{ index: 8120, due: hours(9), lateS: 11_520 }],
    mayModify: YES,
    modify: VENDOR_FORM.filter((each) => !each.sealed).map((each) => ({ ...each, writable: true })),
    jobs: [{ job: "j_61", step: "Create vendor in ERP", connector: "erp", attempt: 1, state: "stopped" }],
    decisions: [],
    timeline: ACTS.filter((row) => row.on === "r_57").toReversed(),
    mayCancel: YES,
    mayRevise: NO,
    revise: [],
    mayReveal: YES,
  }),
};
