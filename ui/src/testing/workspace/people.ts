/** People, groups, roles and permissions. */
import type { GrantRow } from "../../host/contract";
import { ANA, BO, CY, LONG, ONE, TWO, YES, hours } from "./basics";
import type { Queries } from "./answers";

const grant = (id: string, role: string, scope: string, part: Partial<GrantRow> = {}): GrantRow => ({
  id,
  role,
  scope,
  group: null,
  from: null,
  until: null,
  inForce: true,
  vouch: TWO,
  ...part,
});

const PERSON = {
  person: ANA,
  manager: BO,
  disabled: false,
  you: true,
  grants: [
    grant("g_4", "access_admin", "workspace", { vouch: ONE }),
    grant("g_9", "approver", "workflow:refund", { group: "finance" }),
  ],
  vouch: ONE,
};

export const PEOPLE: Pick<Queries, "people.list" | "people.person"> = {
  "people.list": () => ({
    people: [
      PERSON,
      {
        ...PERSON,
        person: BO,
        manager: null,
        you: false,
        grants: [
          grant("g_5", "access_admin", "workspace"),
          grant("g_6", "workflow_owner", "workflow:vendor-onboarding"),
        ],
        vouch: TWO,
      },
      {
        ...PERSON,
        person: CY,
        you: false,
        grants: [
          grant("g_9", "approver", "workflow:refund", { group: "finance" }),
          grant("g_7", "operator", "environment:production", { inForce: false, until: hours(50) }),
        ],
        vouch: TWO,
      },
      { ...PERSON, person: LONG, you: false, disabled: true, grants: [], vouch: TWO },
    ],
    groups: [
      {
        id: "finance",
        name: "Finance",
        members: [ANA, CY],
        grants: [grant("g_9", "approver", "workflow:refund", { group: "finance" })],
      },
    ],
    roles: [
      { id: "approver", permissions: ["task.decide"], binds: [] },
      { id: "access_admin", permissions: ["person.edit", "person.approve", "role.grant"], binds: ["approver"] },
      { id: "auditor", permissions: ["audit.read", "run.read", "data.export", "data.reveal"], binds: [] },
    ],
    scopes: ["workspace", "environment:production", "workflow:refund", "workflow:vendor-onboarding", "connector:erp"],
    mayAdd: YES,
    mayGrant: YES,
    mayGroup: YES,
  }),
  "people.person": ({ person }) => ({
    row: { ...PERSON, person: [ANA, BO, CY, LONG].find((each) => each.id === person) ?? ANA },
    keys: [
      { vkey: "log.nordwind.example/p_ana+9f2c41ab+AZk=", from: 612, until: null },
      { vkey: "log.nordwind.example/p_ana+1b7703de+AYc=", from: 0, until: 612 },
    ],
    permissions: [
      { permission: "person.edit", scope: "workspace", grant: "g_4" },
      { permission: "role.grant", scope: "workspace", grant: "g_4" },
      { permission: "task.decide", scope: "workflow:refund", grant: "g_9" },
    ],
  }),
};
