/** What each command answers when it is not refused. */
import type { CommandName, CommandResult } from "../../host/contract";
import { RECEIPT, digest } from "./basics";
import { APP } from "./state";

export const PROPOSED = { change: "c_8125", inForce: false, receipt: RECEIPT };
export const COMMANDS: { [C in CommandName]: CommandResult[C] } = {
  "workspace.create": APP,
  "workspace.open": APP,
  "workspace.close": { ...APP, open: null, session: null },
  "session.sign_in": APP,
  "session.sign_out": { ...APP, session: null },
  "people.add": PROPOSED,
  "people.set_manager": PROPOSED,
  "people.disable": PROPOSED,
  "people.reset_key": PROPOSED,
  "groups.set": PROPOSED,
  "grants.add": PROPOSED,
  "grants.revoke": PROPOSED,
  "rules.set": PROPOSED,
  "connectors.set": PROPOSED,
  "changes.decide": RECEIPT,
  "changes.withdraw": RECEIPT,
  "workflows.import": {
    workflow: "vendor-onboarding",
    version: digest("seven"),
    number: 7,
    changes: [],
    missing: [],
    findings: [],
    receipt: RECEIPT,
  },
  "workflows.publish": PROPOSED,
  "drafts.save": { draft: "d_1", revision: 4, at: new Date().toISOString() },
  "drafts.delete": {},
  "requests.start": { request: "r_8124", receipt: RECEIPT },
  "requests.revise": RECEIPT,
  "requests.cancel": RECEIPT,
  "tasks.complete": RECEIPT,
  "approvals.decide": RECEIPT,
  "incidents.resolve": RECEIPT,
  "data.reveal": { values: { iban: "DE89 3704 0044 0532 0130 00" }, receipt: RECEIPT },
  "verify.start": APP.seal,
  "verify.stop": APP.seal,
  "export.write": {
    path: "/home/ana/exports/2026-11",
    size: 8124,
    root: btoa(digest("root")).slice(0, 44),
    disclosed: 4,
    withheld: 911,
  },
  "checkpoint.save": { path: "/media/stick/checkpoint.txt", size: 8124 },
};
