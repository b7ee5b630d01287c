/**
 * The drawings of the elements in their order on the board.
 *
 * INVARIANT: as the library has it, siblings stand in the page as they do in the model; here, only what changed is put in its place.
 * Otherwise one step that goes to the front takes all that were drawn after it out of the page and in again.
 */
import GraphicsFactory from "diagram-js/lib/core/GraphicsFactory";
import type { Drawn, Services } from "../model/services";

export class Graphics extends GraphicsFactory {
  static override $inject = ["eventBus", "elementRegistry"];
  private readonly drawings: Services["elementRegistry"];

  constructor(
    eventBus: ConstructorParameters<typeof GraphicsFactory>[0],
    registry: ConstructorParameters<typeof GraphicsFactory>[1],
  ) {
    super(eventBus, registry);
    this.drawings = registry as unknown as Services["elementRegistry"];
  }

  override updateContainments(elements: Parameters<GraphicsFactory["updateContainments"]>[0]): void {
    const changed = elements as unknown as readonly Drawn[];
    const moved = new Set(changed.flatMap((element) => this.groupOf(element) ?? []));
    for (const parent of new Set(changed.flatMap((element) => element.parent ?? []))) {
      const frame = this.frameOf(parent);
      if (frame) this.order(frame, parent.children ?? [], moved);
      // The first child of a shape: the library makes the frame.
      else super.updateContainments(elements.filter((element) => (element as unknown as Drawn).parent === parent));
    }
  }

  private groupOf(element: Drawn): Element | undefined {
    return this.drawings.getGraphics(element)?.parentElement ?? undefined;
  }

  /** What holds the drawings of the children: of the root its own drawing, of others what stands behind theirs. */
  private frameOf(parent: Drawn): Element | undefined {
    return parent.parent ? this.groupOf(parent)?.children[1] : this.drawings.getGraphics(parent);
  }

  private order(frame: Element, children: readonly Drawn[], moved: ReadonlySet<Element>): void {
    let expected = frame.firstElementChild;
    for (const child of children) {
      const group = this.groupOf(child);
      if (!group) continue;
      // One that changed stands aside until its own turn comes.
      while (expected !== null && expected !== group && moved.has(expected)) expected = expected.nextElementSibling;
      if (expected === group) expected = group.nextElementSibling;
      else frame.insertBefore(group, expected);
    }
  }
}
