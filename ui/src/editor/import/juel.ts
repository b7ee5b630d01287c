/** Expressions of other engines. Only a plain `${name}` has the same meaning everywhere; all else is for a person to decide. */
const PLAIN = /^\s*[$#]\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}\s*$/;
/** Names that mean something else than a variable, in JUEL or in FEEL. */
const TAKEN = new Set(
  (
    "execution task caseExecution authenticatedUserId connector true false null empty not and or eq ne lt gt le ge div mod instanceof " +
    "if then else for in return some every satisfies between function external"
  ).split(" "),
);

/** FEEL of a plain expression, with its `=`; nothing for any other. */
export function feelOf(juel: string): string | null {
  const name = PLAIN.exec(juel)?.[1];
  return name === undefined || TAKEN.has(name) ? null : `=${name}`;
}

/** Whether a text has an expression in it at all. */
export function hasExpression(text: string): boolean {
  return /[$#]\{/.test(text);
}

/** A text as it stands, or the plain expression that it is; nothing where it is an expression that is not plain. */
export function literalOrFeel(text: string): string | null {
  return hasExpression(text) ? feelOf(text) : text.trim();
}
