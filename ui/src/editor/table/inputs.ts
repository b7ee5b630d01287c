/**
 * What a decision reads, said as DMN wants it said: each name as input data of the file, and as a requirement of the decision. The
 * engine gives a decision what it requires and nothing else.
 *
 * INVARIANT: only what was declared here is taken away again; declarations of other tools and of people stay.
 */
const OWN = "countersign_input_";
const KEYWORDS = new Set(
  (
    "and or not between in if then else for return some every satisfies function external true false null instance of " +
    "get item partial"
  ).split(" "),
);
/** Names of functions with a keyword in them, and types after `instance of`: gone before words are looked at. */
const PHRASES = /\bdate\s+and\s+time\b(?=\s*\()|\byears\s+and\s+months\s+duration\b(?=\s*\()|\binstance\s+of\s+\w+/g;
const STRINGS = /@?"(?:[^"\\]|\\.)*"/g;
const BOUND = /\b(?:for|some|every)\s+([A-Za-z_]\w*)\s+in\b|,\s*([A-Za-z_]\w*)\s+in\b/g;
const WORD = /[A-Za-z_]\w*/g;

/** Names that an expression reads: no words of the language, functions, members, keys, or names it binds itself. */
export function namesIn(expression: string): string[] {
  const text = expression.replaceAll(STRINGS, '""').replaceAll(PHRASES, "");
  const bound = new Set([...text.matchAll(BOUND)].map((match) => match[1] ?? match[2]));
  const found = new Set<string>();
  let before = { end: -1, name: "" };
  for (const match of text.matchAll(WORD)) {
    const [name] = match;
    const end = match.index + name.length;
    const after = text.slice(end).trimStart();
    // `string length(x)`: the words before are of the name of the function.
    const calls = after.startsWith("(") && !KEYWORDS.has(name);
    if (calls && text.slice(before.end, match.index).trim() === "") found.delete(before.name);
    // `low..high` is a range of two names, `customer.country` one name and its member.
    const member = /(?:^|[^.])\.\s*$/.test(text.slice(0, match.index));
    const key = after.startsWith(":");
    const reads = !KEYWORDS.has(name) && !calls && !member && !key && !bound.has(name);
    if (reads) found.add(name);
    before = reads ? { end, name } : { end: -1, name: "" };
  }
  return [...found];
}

const all = (element: Element, name: string): Element[] =>
  [...element.children].filter((child) => child.localName === name);

/** Declares what the table reads; what was declared here and is read no more goes. */
export function declareInputs(decision: Element, table: Element): void {
  const root = decision.parentElement;
  if (!root) return;
  const texts = [...table.querySelectorAll("*")].filter((each) => each.localName === "text");
  const read = new Set(texts.flatMap((each) => namesIn(each.textContent ?? "")));
  for (const own of all(root, "inputData").filter((each) => (each.getAttribute("id") ?? "").startsWith(OWN)))
    if (!read.has(own.getAttribute("name") ?? "")) withdraw(root, own);
  const inputs = new Map(all(root, "inputData").flatMap((each) => namesOf(each).map((name) => [name, each] as const)));
  // What another decision or a business knowledge model is called was put together by a person.
  const others = new Set(OTHERS.flatMap((tag) => all(root, tag).filter((each) => each !== decision)).flatMap(namesOf));
  for (const name of read)
    if (!others.has(name)) require(decision, table, inputs.get(name) ?? declare(decision, table, name));
}

const OTHERS = ["decision", "businessKnowledgeModel", "decisionService"];
const namesOf = (element: Element): string[] =>
  [element, ...all(element, "variable")].map((each) => each.getAttribute("name") ?? "");

function withdraw(root: Element, input: Element): void {
  const href = `#${input.getAttribute("id")}`;
  for (const required of root.querySelectorAll("*"))
    if (required.localName === "requiredInput" && required.getAttribute("href") === href)
      required.parentElement?.remove();
  input.remove();
}

function declare(decision: Element, table: Element, name: string): Element {
  const input = make(table, "inputData", { id: `${OWN}${name}`, name });
  input.append(make(table, "variable", { id: `${OWN}${name}_variable`, name }));
  decision.before(input);
  return input;
}

function require(decision: Element, table: Element, input: Element): void {
  const href = `#${input.getAttribute("id")}`;
  const there = all(decision, "informationRequirement").flatMap((each) => all(each, "requiredInput"));
  if (there.some((each) => each.getAttribute("href") === href)) return;
  const requirement = make(table, "informationRequirement", {});
  requirement.append(make(table, "requiredInput", { href }));
  // The order of the standard: requirements stand after the variable and before those of other kinds.
  const before = all(decision, "informationRequirement").at(-1) ?? all(decision, "variable").at(-1);
  if (before) before.after(requirement);
  else
    (all(decision, "knowledgeRequirement")[0] ?? all(decision, "authorityRequirement")[0] ?? table).before(requirement);
}

function make(table: Element, tag: string, attributes: Record<string, string>): Element {
  const prefix = table.prefix ? `${table.prefix}:` : "";
  const made = table.ownerDocument.createElementNS(table.namespaceURI, `${prefix}${tag}`);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
