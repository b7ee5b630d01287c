/** Who signs, in which workspace: below the frame always there, so that pages need not ask. */
import { createContext, use } from "react";
import type { AppState, OpenView, SessionView } from "../host/contract";

export interface Session {
  app: AppState;
  open: OpenView;
  session: SessionView;
}

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error("nobody is signed in above this component");
  return session;
}

/** Whether the signer holds the permission anywhere. Only for what is shown: the kernel decides. */
export function useHolds(permission: string): boolean {
  return useSession().session.permissions.includes(permission);
}
