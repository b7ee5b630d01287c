/** Expressions that stand in BPMN itself: conditions, timers, loops, scripts, called workflows. */
import { extension, setExtension } from "../model/extension";
import { is, list, part, text, type Bo, type Writer } from "../model/moddle";
import { feelOf, hasExpression, literalOrFeel } from "./juel";

type Tell = (what: string, value: string, why: string, done: boolean) => void;

export function convertExpressions(owner: Bo, writer: Writer, tell: Tell): void {
  if (is(owner, "bpmn:SequenceFlow"))
    body(owner, part(owner, "conditionExpression"), "conditionExpression", writer, tell);
  for (const event of list(owner, "eventDefinitions"))
    for (const name of ["timeDate", "timeDuration", "timeCycle"]) body(owner, part(event, name), name, writer, tell);
  const loop = part(owner, "loopCharacteristics");
  body(owner, part(loop, "completionCondition"), "completionCondition", writer, tell);
  const cardinality = part(loop, "loopCardinality");
  if (cardinality) tell("loopCardinality", text(cardinality, "body"), "loop-cardinality", false);
  if (is(owner, "bpmn:ScriptTask")) script(owner, writer, tell);
  if (is(owner, "bpmn:CallActivity")) called(owner, writer, tell);
}

function body(owner: Bo, expression: Bo | undefined, what: string, writer: Writer, tell: Tell): void {
  const value = text(expression, "body").trim();
  if (!expression || value === "") return;
  const language = text(expression, "language");
  if (language !== "" && !/juel|feel|xpath/i.test(language)) {
    tell(what, value, "script", false);
    return;
  }
  if (!hasExpression(value)) return;
  const feel = feelOf(value);
  if (feel !== null) writer.set(owner, expression, { body: feel });
  tell(what, value, feel === null ? "expression" : "variable", feel !== null);
}

function script(owner: Bo, writer: Writer, tell: Tell): void {
  const source = text(owner, "script").trim();
  const format = text(owner, "scriptFormat");
  if (source === "" || extension(owner, "zeebe:Script")?.get("expression") !== undefined) return;
  const feel = /feel/i.test(format) ? `=${source.replace(/^=/, "")}` : feelOf(source);
  if (feel === null) {
    tell("script", source, "script", false);
    return;
  }
  setExtension(writer, owner, "zeebe:Script", { expression: feel });
  writer.set(owner, owner, { script: undefined, scriptFormat: undefined });
  tell("script", source, "variable", true);
}

function called(owner: Bo, writer: Writer, tell: Tell): void {
  const process = text(owner, "calledElement");
  if (process === "" || extension(owner, "zeebe:CalledElement")?.get("processId") !== undefined) return;
  const id = literalOrFeel(process);
  // Which workflow is called must be known when a version is made.
  if (id === null || id.startsWith("=")) {
    tell("calledElement", process, "call-expression", false);
    return;
  }
  // There, nothing is handed over or taken back unless the file says so; here, all is.
  const said = extension(owner, "zeebe:CalledElement");
  const all = (name: string) => said !== undefined && Object.hasOwn(said, name);
  setExtension(writer, owner, "zeebe:CalledElement", {
    processId: id,
    propagateAllParentVariables: all("propagateAllParentVariables"),
    propagateAllChildVariables: all("propagateAllChildVariables"),
  });
  writer.set(owner, owner, { calledElement: undefined });
  tell("calledElement", process, "call", true);
}
