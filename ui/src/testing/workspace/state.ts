/** The open workspace with somebody signed in. */
import type { AppState } from "../../host/contract";
import { ANA, BO, CY, LONG, digest, hours } from "./basics";
import type { Queries } from "./answers";

export const APP: AppState = {
  workspaces: [
    { name: "Nordwind Operations", path: "/home/ana/.local/share/countersign/nordwind-operations" },
    { name: "Tryout", path: "/home/ana/.local/share/countersign/tryout" },
  ],
  open: {
    name: "Nordwind Operations",
    path: "/home/ana/.local/share/countersign/nordwind-operations",
    origin: "log.nordwind.example",
    fingerprint: digest("fingerprint"),
    fingerprintWords: "amber gravel novel tundra pilot echo harvest silk",
    people: [ANA, BO, CY, LONG],
    readOnly: null,
    demo: false,
    bootstrap: false,
    size: 8124,
  },
  session: {
    person: ANA,
    until: new Date(Date.now() + 5_400_000).toISOString(),
    inbox: 3,
    changes: 1,
    permissions: ["audit.read", "data.export", "person.edit", "task.decide"],
  },
  vault: { kind: "keyring", keyringAvailable: true },
  seal: { state: "verified", size: 8124, at: hours(1), anchor: hours(3) },
};

export const STATE: Pick<Queries, "app.state"> = { "app.state": () => APP };
