/** axe-core on the page as it stands: what it finds under WCAG 2.2 AA. */
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
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
    async (tags) =>
      (
        await (window as unknown as { axe: { run: (o: object) => Promise<{ violations: Finding[] }> } }).axe.run({
          runOnly: { type: "tag", values: tags },
        })
      ).violations,
    TAGS,
  );
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id} (${help}) at ${node.target.join(" ")}: ${node.failureSummary ?? ""}`),
  );
}
