/** The seal as the host tells it, as the mark shows it. */
import type { SealState } from "../components/Seal";
import type { Seal } from "../host/contract";

/** A copy outside this machine that is older than this no longer vouches for the record. */
export const ANCHOR_DAYS = 7;

export function sealState(seal: Seal, now: Date): SealState {
  switch (seal.state) {
    case "not_yet":
      return { state: "unchecked" };
    case "checking":
      return { state: "checking", done: seal.done, total: seal.total, secondsLeft: seal.secondsLeft };
    case "findings":
      return { state: "finding", count: seal.findings.length };
    case "verified": {
      if (seal.anchor === null) return { state: "old", ageSeconds: null };
      const ageSeconds = Math.max(0, (now.getTime() - new Date(seal.anchor).getTime()) / 1000);
      if (ageSeconds > ANCHOR_DAYS * 86_400) return { state: "old", ageSeconds };
      return { state: "verified", entry: Math.max(0, seal.size - 1), anchor: { ageSeconds } };
    }
  }
}
