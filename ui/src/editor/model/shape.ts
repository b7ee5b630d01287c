/** New shapes: what a step of a kind is when it is made. */
import { CONNECTOR_TASK, RULE, setExtension, setProperty } from "./extension";
import { info, type Kind } from "./kind";
import { plainWriter, type Bo } from "./moddle";
import type { Drawn, Services } from "./services";

type Makers = Pick<Services, "bpmnFactory" | "elementFactory">;

export function makeShape({ bpmnFactory, elementFactory }: Makers, kind: Kind, name?: string): Drawn {
  const { type, event, attrs } = info(kind);
  const { isExpanded, ...own } = attrs ?? {};
  const businessObject = bpmnFactory.create(type, { ...own, ...(name === undefined ? {} : { name }) });
  dress(bpmnFactory, businessObject, kind);
  return elementFactory.createShape({
    type,
    businessObject,
    ...(event === undefined ? {} : { eventDefinitionType: event }),
    ...(isExpanded === undefined ? {} : { isExpanded }),
  });
}

/** The extension elements without which a step of this kind would be another. */
export function dress(factory: Services["bpmnFactory"], bo: Bo, kind: Kind): void {
  const writer = plainWriter(factory);
  if (kind === "task" || kind === "approval") setExtension(writer, bo, "zeebe:UserTask", {});
  if (kind === "approval") setProperty(writer, bo, RULE, "");
  if (kind === "connector" || kind === "send")
    setExtension(writer, bo, "zeebe:TaskDefinition", { type: CONNECTOR_TASK });
}
