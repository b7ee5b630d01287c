/**
 * What a query or command answers when it refuses or fails: one envelope, the same over both doors.
 *
 * INVARIANT: the interface branches on `code` only. Words come from the catalogue (`errorText`), never from here.
 */
export type ErrorArg = string | number;

export interface ErrorEnvelope {
  code: string;
  args: Record<string, ErrorArg>;
  /** The form field that was wrong. */
  field?: string | null;
  /** A page of the offline help. */
  help?: string | null;
  retryable: boolean;
  /** The id under which an internal failure was written to the diagnostic log. */
  incident?: string | null;
}

export class HostError extends Error implements ErrorEnvelope {
  readonly code: string;
  readonly args: Record<string, ErrorArg>;
  readonly field: string | undefined;
  readonly help: string | undefined;
  readonly retryable: boolean;
  readonly incident: string | undefined;

  constructor(envelope: ErrorEnvelope) {
    super(envelope.code);
    this.name = "HostError";
    this.code = envelope.code;
    this.args = envelope.args;
    this.field = envelope.field ?? undefined;
    this.help = envelope.help ?? undefined;
    this.retryable = envelope.retryable;
    this.incident = envelope.incident ?? undefined;
  }

  /** Anything a door threw, as one error. What is no envelope becomes `host.unreadable`. */
  static from(thrown: unknown): HostError {
    if (thrown instanceof HostError) return thrown;
    if (isEnvelope(thrown)) return new HostError(thrown);
    return HostError.local("host.unreadable", false);
  }

  /** An error that arose on this side of the door. */
  static local(code: "host.unreachable" | "host.unreadable", retryable: boolean): HostError {
    return new HostError({ code, args: {}, retryable });
  }
}

function isEnvelope(value: unknown): value is ErrorEnvelope {
  if (typeof value !== "object" || value === null) return false;
  const candidate = value as Partial<ErrorEnvelope>;
  return (
    typeof candidate.code === "string" &&
    typeof candidate.retryable === "boolean" &&
    typeof candidate.args === "object" &&
    candidate.args !== null
  );
}
