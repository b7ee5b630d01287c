/** axe-core on the page as it stands: what it finds under WCAG 2.2 AA. */
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
/** Marks at the edges of a menu of Base UI: they hand the focus on as soon as they get it, so that nobody is ever on one. */
const EXCLUDED = { exclude: [["[data-base-ui-focus-guard]"]] };
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

interface Finding {
  id: string;
  help: string;
  nodes: { target: unknown[]; failureSummary?: string }[];
}

export async function findings(page: Page): Promise<string[]> {
  // Colours and places are judged when nothing moves any more.
  await page.evaluate(() => Promise.all(document.getAnimations().map((each) => each.finished.catch(() => null))));
  await page.evaluate(AXE);
  const found = await page.evaluate(
    async ([within, tags]) => {
      const { axe } = window as unknown as {
        axe: { run: (within: object, how: object) => Promise<{ violations: Finding[] }> };
      };
      return (await axe.run(within, { runOnly: { type: "tag", values: tags } })).violations;
    },
    [EXCLUDED, TAGS] as const,
  );
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id} (${help}) at ${node.target.join(" ")}: ${node.failureSummary ?? ""}`),
  );
}
