/**
 * The reference diagrams of the BPMN Model Interchange Working Group, read with the editor's model, written and read again: the same
 * elements, flows and attributes.
 */
import { BpmnModdle } from "bpmn-moddle";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import zeebe from "zeebe-bpmn-moddle/resources/zeebe.json";
import { list, processesOf, type Bo } from "./model/moddle";
import { stepsOf } from "./model/steps";

const FOLDER = join(import.meta.dirname, "../../../tests/vectors/external/miwg");
const files = readdirSync(FOLDER).filter((file) => file.endsWith(".bpmn"));
const moddle = () => new BpmnModdle({ zeebe });

/** Elements of a text by name, id and attributes in order of their names; prefixes resolved, so that they may differ. */
function facts(xml: string): string[] {
  const document = new DOMParser().parseFromString(xml, "application/xml");
  return [...document.querySelectorAll("*")].map((element) => {
    const attributes = [...element.attributes]
      .filter(({ name }) => !name.startsWith("xmlns") && name !== "xsi:schemaLocation")
      // The type that a point of a line has anyway.
      .filter(({ name }) => !(name === "xsi:type" && element.localName === "waypoint"))
      .map(({ name, value }) => `${name.replace(/^.*:/, "")}=${plain(name, value)}`)
      .toSorted();
    const own = [...element.childNodes]
      .filter((node) => node.nodeType === 3 || node.nodeType === 4)
      .map((node) => node.textContent?.trim() ?? "");
    return [element.localName, ...attributes, own.join("")].join(" ");
  });
}

/** What may be written in more than one way: numbers, and references with a prefix. */
function plain(name: string, value: string): string {
  if (/^-?\d+(\.\d+)?$/.test(value)) return String(Number(value));
  return name === "type" || name.endsWith("Ref") ? value.replace(/^.*:/, "") : value;
}

/** Values that mean the same as none, by the standard. */
const DEFAULTS =
  / ((completionQuantity|startQuantity)=1|(isForCompensation|triggeredByEvent|parallelMultiple|isClosed|isCollection|instantiate|isImmediate|isSequential|testBefore)=false|(isInterrupting|cancelActivity)=true|messageVisibleKind=initiating|gatewayDirection=Unspecified|(implementation=##WebService|implementation=##unspecified|processType=None|eventGatewayType=Exclusive|associationDirection=None|behavior=All|itemKind=Information|expressionLanguage=http:\/\/www\.w3\.org\/1999\/XPath|typeLanguage=http:\/\/www\.w3\.org\/2001\/XMLSchema))(?= |$)/g;

it("has files", () => expect(files.length).toBeGreaterThanOrEqual(8));

it.each(files)("%s: read, written, read again", async (file) => {
  const xml = readFileSync(join(FOLDER, file), "utf8");
  const first = await moddle().fromXML(xml);
  const written = (await moddle().toXML(first.rootElement, { format: true })).xml;
  const second = await moddle().fromXML(written);
  expect(second.warnings).toEqual([]);
  const bare = (all: string[]) => all.map((fact) => fact.replace(DEFAULTS, "")).toSorted();
  expect(bare(facts(written))).toEqual(bare(facts(xml)));
  // Written once more, not a byte differs.
  expect((await moddle().toXML(second.rootElement, { format: true })).xml).toBe(written);
});

it.each(files)("%s: the step list has each flow node once", async (file) => {
  const { rootElement } = await moddle().fromXML(readFileSync(join(FOLDER, file), "utf8"));
  const definitions = rootElement as unknown as Bo;
  const nodes: Bo[] = [];
  const open: Bo[] = [...processesOf(definitions)];
  for (let at = open.pop(); at; at = open.pop())
    for (const element of list(at, "flowElements")) {
      if (element.$instanceOf?.("bpmn:FlowNode")) nodes.push(element);
      open.push(element);
    }
  const ids = stepsOf(definitions).map((step) => step.id);
  expect(ids.toSorted()).toEqual(nodes.map((node) => node.id ?? "").toSorted());
  expect(ids.length).toBeGreaterThan(0);
});
