/**
 * The catalogue and the code agree: every id used exists, every id of the interface is used or belongs to an error, and no
 * English stands in components. Specimens (`gallery`) and tests are exempt: they are never shipped.
 */
import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { parseAst } from "vite";
import { describe, expect, it } from "vitest";
import { catalogue, createTranslate } from "./text";

const SRC = join(import.meta.dirname, "..");
/** Attributes whose text a person reads or hears. */
const SPOKEN = new Set([
  "label",
  "title",
  "alt",
  "placeholder",
  "hint",
  "text",
  "tip",
  "example",
  "description",
  "words",
  "aria-label",
  "aria-description",
  "aria-placeholder",
  "aria-valuetext",
]);

/** Shared texts that only the command line says. */
const SAID_ELSEWHERE = new Set(["field-required"]);

interface Node {
  type: string;
  [key: string]: unknown;
}
interface Found {
  ids: string[];
  literals: string[];
}

function sources(): string[] {
  return readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter(
    (path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|\.d\.ts$|^gallery|^testing|^api/.test(path),
  );
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as Node).type === "string";
}

function children(node: Node): Node[] {
  return Object.values(node).flatMap((value) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  );
}

const hasWords = (text: unknown): text is string => typeof text === "string" && /\p{L}{2,}/u.test(text);

/** Texts an expression may come to: `cond ? "a" : "b"` is both. */
function texts(node: unknown): string[] {
  if (!isNode(node)) return [];
  if (node.type === "Literal" && typeof node.value === "string") return [node.value];
  if (node.type === "TemplateLiteral")
    return (node.quasis as { value: { cooked: string } }[]).map((quasi) => quasi.value.cooked);
  if (node.type === "ConditionalExpression") return [...texts(node.consequent), ...texts(node.alternate)];
  if (node.type === "LogicalExpression") return [...texts(node.left), ...texts(node.right)];
  if (node.type === "JSXExpressionContainer") return texts(node.expression);
  return [];
}

export function scan(source: string): Found {
  const found: Found = { ids: [], literals: [] };
  const visit = (node: Node) => {
    const callee = node.callee as Node | undefined;
    if (
      node.type === "CallExpression" &&
      callee?.type === "Identifier" &&
      (callee.name === "t" || callee.name === "msg")
    )
      found.ids.push(...texts((node.arguments as unknown[])[0]));
    if (node.type === "JSXText" && hasWords(node.value)) found.literals.push(node.value.trim());
    if (node.type === "JSXElement" || node.type === "JSXFragment")
      for (const child of node.children as Node[])
        if (child.type === "JSXExpressionContainer") found.literals.push(...texts(child).filter(hasWords));
    const name = node.type === "JSXAttribute" ? String((node.name as Node).name) : "";
    if (SPOKEN.has(name)) found.literals.push(...texts(node.value).filter(hasWords));
    for (const child of children(node)) visit(child);
  };
  visit(parseAst(source, { lang: "tsx" }) as unknown as Node);
  return found;
}

describe("the scanner", () => {
  it("finds literal words in text, expressions and spoken attributes, and ids through conditions", () => {
    const { ids, literals } = scan(`
      const X = msg("in-table");
      const y = <p title="Hover me" className="css">Loose words {cond ? "Yes please" : null} {t(on ? "a-on" : "a-off")} · {"·"}</p>;`);
    expect(ids).toEqual(["in-table", "a-on", "a-off"]);
    expect(literals.toSorted()).toEqual(["Hover me", "Loose words", "Yes please"]);
  });
});

describe("the catalogue", () => {
  const used = sources().map((path) => ({ path, ...scan(readFileSync(join(SRC, path), "utf8")) }));
  const { t, has } = createTranslate("en");
  const defined = [...catalogue.matchAll(/^([a-zA-Z][\w-]*) =/gm)].map((match) => match[1] ?? "");

  it("has every id the code uses", () => {
    const missing = used.flatMap(({ path, ids }) =>
      ids.filter((id) => !has(id)).map((id) => `${relative(".", path)}: ${id}`),
    );
    expect(used.flatMap(({ ids }) => ids).length).toBeGreaterThan(50);
    expect(missing).toEqual([]);
  });

  it("has no id of the window that nothing uses", () => {
    const code = sources()
      .map((path) => readFileSync(join(SRC, path), "utf8"))
      .join("\n");
    // Words for names that come from the host: `named("role", id)`.
    const families = [...code.matchAll(/\bnamed\(\s*"([\w-]+)"/g)].map((match) => `${match[1]}-`);
    const unused = defined.filter(
      (id) =>
        !code.includes(`"${id}"`) &&
        !SAID_ELSEWHERE.has(id) &&
        !id.startsWith("error-") &&
        !families.some((family) => id.startsWith(family)),
    );
    expect(unused).toEqual([]);
  });

  it("stands where people read: no English in components", () => {
    expect(
      used.filter(({ literals }) => literals.length > 0).map(({ path, literals }) => ({ path, literals })),
    ).toEqual([]);
  });

  it("parses to the last line, without doubles", () => {
    expect(defined.filter((id) => !has(id))).toEqual([]);
    expect(defined.length).toBe(new Set(defined).size);
  });

  it("says numbers, plurals and the pseudo-locale", () => {
    expect(t("seal-finding", { count: 1 })).toBe("1 finding");
    expect(t("seal-finding", { count: 1200 })).toBe("1,200 findings");
    const pseudo = createTranslate("pseudo").t("signin-submit");
    expect(pseudo).toMatch(/^⟦Šîğñ îñ·+⟧$/);
    expect(t("no-such-id")).toBe("no-such-id");
  });
});
