/** Libraries that come without types. */
declare module "camunda-bpmn-js-behaviors/lib/camunda-cloud" {
  const module: object;
  export default module;
}

declare module "diagram-js-minimap" {
  const module: object;
  export default module;
}

declare module "bpmn-moddle" {
  /** A moddle element; read it as `Bo`. */
  export interface Element {
    readonly $type: string;
  }
  export class BpmnModdle {
    constructor(packages?: Record<string, unknown>);
    fromXML: (xml: string) => Promise<{ rootElement: Element; warnings: { message: string }[] }>;
    toXML: (element: Element, options?: { format?: boolean }) => Promise<{ xml: string }>;
    create: (type: string, values?: Record<string, unknown>) => Element;
  }
}
