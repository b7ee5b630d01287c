/** Who and what the made-up workspace is made of: people, answers to "may I", receipts, digests, times. */
import type { May, PersonRef, Receipt, VouchView } from "../../host/contract";

export const hours = (ago: number) => new Date(Date.now() - ago * 3_600_000).toISOString();
export const digest = (seed: string) =>
  [...Array(8).keys()]
    .map((at) =>
      ((seed.length * 2654435761 * (at + 3) + seed.charCodeAt(at % seed.length) * 40503) >>> 0)
        .toString(16)
        .padStart(8, "0"),
    )
    .join("");

export const ANA: PersonRef = { id: "p_ana", name: "Ana Kovač" };
export const BO: PersonRef = { id: "p_bo", name: "Bo Lindqvist" };
export const CY: PersonRef = { id: "p_cy", name: "Cy Okafor" };
export const LONG: PersonRef = {
  id: "p_long",
  name: "Maximiliane Theodora von und zu Hohenstein-Wittelsbach-Sonderburg-Glücksburg",
};
export const STATION: PersonRef = { id: "w_1", name: "w_1" };
export const YES: May = {
  allowed: true,
  because: "role approver on workflow:vendor-onboarding, given by p_bo",
  code: null,
};
export const NO: May = { allowed: false, because: "role builder on workspace would allow this", code: "not_permitted" };

export const RECEIPT: Receipt = {
  index: 8124,
  leafHash: "q8x1Zk0m2v7s9Yb3Dd0f5Hh7Jk1Ll3Nn5Pp7Rr9Tt1V=",
  proof:
    "c2sp.org/tlog-proof@v1\nindex 8124\nq8x1Zk0m2v7s9Yb3Dd0f5Hh7Jk1Ll3Nn5Pp7Rr9Tt1V=\n\nlog.nordwind.example\n8125\n4k0m2v7s9Yb3Dd0f5Hh7Jk1Ll3Nn5Pp7Rr9Tt1Vq8x1=\n\n— log.nordwind.example AAAA",
};
export const TWO: VouchView = { proposedBy: ANA, decidedBy: BO, index: 31 };
export const ONE: VouchView = { proposedBy: ANA, decidedBy: null, index: 4 };
