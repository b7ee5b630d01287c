/** An act with a reason, signed in a `SignDialog`: sends it, and gives the dialog what it shows of it. */
import { useState } from "react";
import type { CommandArgs, CommandName, CommandResult } from "../host/contract";
import type { HostError } from "../host/error";
import { useCommand } from "../host/hooks";

/** Commands that take a reason which may be left out. */
type Reasoned = { [C in CommandName]: CommandArgs[C] extends { reason: string | null } ? C : never }[CommandName];

export interface Signed<C extends Reasoned> {
  send: (args: Omit<CommandArgs[C], "reason">) => void;
  /** Spread into the dialog. */
  dialog: {
    busy: boolean;
    slow: boolean;
    error: HostError | undefined;
    onAgain: () => void;
    reason: string;
    onReason: (reason: string) => void;
  };
}

export function useSigned<C extends Reasoned>(name: C, onDone: (answer: CommandResult[C]) => void): Signed<C> {
  const { run, again, busy, slow, error } = useCommand(name);
  const [reason, setReason] = useState("");
  return {
    send: (args) => run({ ...args, reason: reason.trim() || null } as unknown as CommandArgs[C], { done: onDone }),
    dialog: { busy, slow, error, onAgain: again, reason, onReason: setReason },
  };
}
