/** The workflow editor: drawn with the mouse, built with the keyboard alone, kept as a draft, tried out, made a version. */
import { findings } from "../support/axe";
import { begin, beginWith, drawn, edit, kept, openWorkflows, step, steps, tabTo } from "../support/editor";
import { expect, signIn, test } from "../support/site";

test("a step drawn on the canvas is in the list, is kept, and is taken back by both", async ({ page, site }) => {
  await edit(page, site, "vendor-onboarding");
  const before = await steps(page).count();
  await drawn(page, /Approve\s*payment/).click();
  await expect(step(page, /^Approve payment details/)).toHaveAttribute("aria-selected", "true");

  await page
    .getByRole("toolbar", { name: "Add to the diagram" })
    .getByRole("button", { name: "Task", exact: true })
    .click();
  await expect(steps(page)).toHaveCount(before + 1);
  await page.getByLabel("Name", { exact: true }).fill("Check the contract");
  await expect(step(page, /^Check the contract/)).toBeVisible();
  await expect(drawn(page, /Check\s*the/)).toBeVisible();
  await kept(page);

  await step(page, /^Check the contract/).click();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await expect(steps(page)).toHaveCount(before);
  await page.keyboard.press("Control+Shift+z");
  await expect(steps(page)).toHaveCount(before + 1);
  await expect(page.locator("a.bjs-powered-by")).toBeVisible();
});

test("the whole diagram is in sight when it opens, and no larger than it was drawn", async ({ page, site }) => {
  await edit(page, site, "vendor-onboarding");
  const frame = page.locator(".djs-container");
  const inSight = () =>
    frame.evaluate((element) => {
      const around = element.getBoundingClientRect();
      return [...element.querySelectorAll(".djs-shape")].every((shape) => {
        const { left, top, right, bottom } = shape.getBoundingClientRect();
        return left >= around.left && top >= around.top && right <= around.right && bottom <= around.bottom;
      });
    });
  await expect.poll(inSight).toBe(true);
  const scale = await page.locator(".djs-container .viewport").first().getAttribute("transform");
  expect(Number(/^matrix\(([\d.]+)/.exec(scale ?? "matrix(1")?.[1])).toBeLessThanOrEqual(1);
});

test("from an empty workflow to one without errors, by keyboard alone", async ({ page, site }) => {
  await openWorkflows(page, site);
  const keys = page.keyboard;
  const choose = async (label: string, option: string) => {
    await tabTo(page, page.getByRole("combobox", { name: label, exact: true }));
    await keys.press("Enter");
    await expect(page.getByRole("option", { name: option, exact: true })).toBeVisible();
    await keys.type(option);
    await keys.press("Enter");
    await expect(page.getByRole("combobox", { name: label, exact: true })).toContainText(option);
  };
  const add = async (kind: string) => {
    await keys.press("Insert");
    const item = page.getByRole("menuitem", { name: kind, exact: true });
    await expect(item).toBeVisible();
    for (let presses = 0; presses < 25; presses += 1) {
      if (await item.evaluate((element) => element === document.activeElement)) break;
      await keys.press("ArrowDown");
    }
    await keys.press("Enter");
    await expect(step(page, new RegExp(`^${kind}`))).toBeFocused();
  };

  await tabTo(page, page.getByRole("button", { name: "New workflow" }));
  await keys.press("Enter");
  await tabTo(page, page.getByLabel("Name"));
  await keys.type("Travel request");
  await choose("Begin with", "Only a start");
  await tabTo(page, page.getByRole("button", { name: "Begin", exact: true }));
  await keys.press("Enter");

  await expect(steps(page)).toHaveCount(1);
  await tabTo(page, steps(page).first());
  await keys.press("Home");
  await add("Approval");
  await keys.press("Enter");
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  await keys.type("Approve the trip");
  await expect(step(page, /^Approve the trip/)).toBeVisible();
  await choose("Rule", "Manager of the requester");
  await tabTo(page, page.getByRole("checkbox", { name: "This approval may never be passed by" }));
  await keys.press("Space");
  await choose("Form", "travel-request-request");

  await page.keyboard.press("Shift+Tab");
  await tabBackTo(page);
  await add("End");
  await expect(steps(page)).toHaveCount(3);
  await keys.press("ArrowUp");
  await expect(step(page, /^Approve the trip/)).toBeFocused();
  await kept(page);
  // The list and the canvas say the same, and live lint has no error left.
  await expect(page.locator('.djs-shape:not([data-element-id$="_label"])')).toHaveCount(3);
  await expect(page.locator(".cs-finding.cs-error")).toHaveCount(0);
});

/** Back to the list of steps: its chosen row is one stop of Tab. */
async function tabBackTo(page: import("@playwright/test").Page): Promise<void> {
  const row = page.getByRole("treeitem", { selected: true });
  for (let presses = 0; presses < 60; presses += 1) {
    if (await row.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Shift+Tab");
  }
  await expect(row).toBeFocused({ timeout: 1 });
}

test("steps change places, lead elsewhere and go, in the list and on the canvas alike", async ({ page, site }) => {
  await edit(page, site, "vendor-onboarding");
  // Without the number of findings, which lint adds when it has answered.
  const names = async () =>
    (await steps(page).allTextContents()).map((words) => words.replace(/\d+ findings?$/, "").slice(0, 7));
  const first = await names();
  await step(page, /^Approve payment details/).focus();
  await page.keyboard.press("Insert");
  await page.getByRole("menuitem", { name: "Task", exact: true }).click();
  const added = await names();
  expect(added).toHaveLength(first.length + 1);
  const row = page.getByRole("treeitem", { selected: true });
  await expect(row).toBeFocused();
  await page.keyboard.press("Alt+ArrowUp");
  await expect.poll(names).not.toEqual(added);
  await page.keyboard.press("Alt+ArrowDown");
  await expect.poll(names).toEqual(added);
  await page.keyboard.press("Delete");
  await expect.poll(names).toEqual(first);
  await page.getByRole("button", { name: "Diagram", exact: true }).click();
  await expect(page.locator('.djs-shape:not([data-element-id$="_label"])')).toHaveCount(first.length);
});

test("a draft is there again after the window was closed, and nothing is written over", async ({ page, site }) => {
  await edit(page, site, "vendor-onboarding");
  await step(page, /^Approve payment details/).click();
  await page.getByLabel("Name", { exact: true }).fill("Approve the details");
  await kept(page);
  const { drafts } = await site.query<{
    drafts: { draft: string; revision: number; name: string; workflow: string }[];
  }>("drafts.list");
  expect(drafts).toHaveLength(1);
  const [{ draft, revision, name, workflow }] = drafts as [(typeof drafts)[number]];
  const { files } = await site.query<{ files: unknown[] }>("drafts.open", { draft });
  await site.command("drafts.save", { draft, workflow, name, base: null, files, revision });
  await page.getByLabel("Name", { exact: true }).fill("Approve all details");
  await expect(page.getByText(/was saved somewhere else since you opened it/)).toBeVisible();
  await page.getByRole("button", { name: "Keep mine as another draft" }).click();
  await kept(page);
  await page.evaluate(() => {
    location.hash = "#/workflows";
  });
  await expect(page.getByRole("region", { name: "Drafts" }).getByRole("listitem")).toHaveCount(2);
});

test("a test run draws its path and goes back", async ({ page, site }) => {
  await edit(page, site, "vendor-onboarding");
  await page.getByRole("link", { name: "Test run" }).click();
  await page.getByLabel("Legal name").fill("Quayside Freight BV");
  await page.getByRole("combobox", { name: "Country" }).click();
  await page.getByRole("option", { name: "Netherlands" }).click();
  await page.getByLabel("IBAN").fill("NL91ABNA0417164300");
  await page.getByLabel("Highest amount of one invoice").fill("900");
  await page.getByRole("button", { name: "Start the test run" }).click();
  await expect(page.getByText("The run waits for an answer.")).toBeVisible();
  // One answer stands for all whom the rule asks.
  await page.getByRole("button", { name: "Approve", exact: true }).click();
  await page.getByRole("button", { name: "Answer", exact: true }).click();
  await expect(page.getByText("The run came to its end.")).toBeVisible();
  const diagram = page.getByRole("figure", { name: /test run/i });
  const taken = diagram.locator(".djs-connection.cs-done");
  const all = await diagram.locator(".djs-connection").count();
  // The sample has no choice: every flow was taken.
  await expect(taken).toHaveCount(all);
  await page.getByRole("button", { name: "To the beginning" }).click();
  await expect(page.getByText(/^Step 1 of/)).toBeVisible();
  await expect(taken).toHaveCount(0);
  await page.getByRole("button", { name: "To where it stands" }).click();
  await expect(taken).not.toHaveCount(0);
});

test("a version is made of a draft", async ({ page, site }) => {
  await edit(page, site, "vendor-onboarding");
  await step(page, /^Approve payment details/).click();
  await page.getByLabel("What it is for").first().fill("Compare with the contract.");
  await kept(page);
  await page.getByRole("button", { name: "Make a version…" }).click();
  await page.getByRole("button", { name: "Sign and make a version" }).click();
  await expect(page.getByRole("option", { name: /version 2/ })).toBeVisible();
  await expect.poll(async () => (await site.query<{ drafts: unknown[] }>("drafts.list")).drafts.length).toBe(0);
});

test("a file of another tool is converted with a report", async ({ page, site }) => {
  await openWorkflows(page, site);
  const foreign = chain(3).replace(
    "<bpmn:definitions ",
    '<bpmn:definitions xmlns:camunda="http://camunda.org/schema/1.0/bpmn" ',
  );
  await beginWith(
    page,
    "From elsewhere",
    foreign.replace('id="t1"', 'id="t1" camunda:formRef="check" camunda:assignee="kim"'),
  );
  const report = page.getByRole("region", { name: "What became of the file" });
  await expect(report).toContainText("Camunda 7");
  await expect(report).toContainText("1 thing was not converted");
  await expect(report).toContainText("camunda:assignee");
  await begin(page);
  await expect(steps(page)).toHaveCount(3);
});

for (const colorScheme of ["light", "dark"] as const)
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    test("axe finds nothing in any view", async ({ page, site }) => {
      await edit(page, site, "vendor-onboarding");
      await step(page, /^Approve payment details/).click();
      expect.soft(await findings(page), "process").toEqual([]);
      for (const view of ["Forms", "Decision tables", "Test run"]) {
        await page.getByRole("link", { name: view }).click();
        expect.soft(await findings(page), view).toEqual([]);
      }
    });
    test.describe("in the narrowest window", () => {
      test.use({ viewport: { width: 960, height: 600 } });
      test("nothing runs over", async ({ page, site }) => {
        await edit(page, site, "vendor-onboarding");
        await steps(page).nth(1).click();
        for (const view of ["Process", "Forms", "Decision tables", "Test run"]) {
          await page.getByRole("link", { name: view }).click();
          const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          expect.soft(over, view).toBeLessThanOrEqual(0);
        }
      });
    });
  });

/** A chain of so many steps, drawn in rows. */
function chain(count: number): string {
  const nodes: string[] = [];
  const drawing: string[] = [];
  let before: { id: string; right: number; y: number } | undefined;
  for (let at = 0; at < count; at += 1) {
    const [tag, width, height] =
      at === 0
        ? (["startEvent", 36, 36] as const)
        : at === count - 1
          ? (["endEvent", 36, 36] as const)
          : (["userTask", 100, 80] as const);
    const id = `t${at}`;
    const x = 100 + (at % 25) * 160;
    const y = 120 + Math.floor(at / 25) * 160;
    nodes.push(`<bpmn:${tag} id="${id}" name="Step ${at}" />`);
    drawing.push(
      `<bpmndi:BPMNShape id="${id}_s" bpmnElement="${id}"><dc:Bounds x="${x}" y="${y - height / 2}" width="${width}" height="${height}" /></bpmndi:BPMNShape>`,
    );
    if (before) {
      nodes.push(`<bpmn:sequenceFlow id="f${at}" sourceRef="${before.id}" targetRef="${id}" />`);
      drawing.push(
        `<bpmndi:BPMNEdge id="f${at}_e" bpmnElement="f${at}"><di:waypoint x="${before.right}" y="${before.y}" /><di:waypoint x="${x}" y="${y}" /></bpmndi:BPMNEdge>`,
      );
    }
    before = { id, right: x + width, y };
  }
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="d" targetNamespace="urn:test">
<bpmn:process id="chain" name="Chain" isExecutable="true">${nodes.join("")}</bpmn:process>
<bpmndi:BPMNDiagram id="bd"><bpmndi:BPMNPlane id="bp" bpmnElement="chain">${drawing.join("")}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`;
}

const TIMES = 5;

// Speed is measured and printed, not tested by time; that each action is done is tested.
test("with 200 elements every action is done, and how long it took is said", async ({ page, site }) => {
  await openWorkflows(page, site);
  await beginWith(page, "Two hundred", chain(200));
  await begin(page);
  await expect(steps(page)).toHaveCount(200);
  // From the key or press to when the frame that shows what follows from it is drawn.
  await page.evaluate(() => {
    const measured: number[] = [];
    Object.assign(window, { measured });
    const begins = (event: Event) => {
      const start = event.timeStamp;
      if (start > performance.now()) return;
      // What is posted while a frame is made comes after it is drawn.
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.addEventListener("message", () => measured.push(performance.now() - start));
        channel.port1.start();
        channel.port2.postMessage(null);
      });
    };
    for (const kind of ["keydown", "click"]) addEventListener(kind, begins, { capture: true });
  });
  const keys = page.keyboard;
  const chosen = page.getByRole("treeitem", { selected: true });
  const insert = async () => {
    await keys.press("Insert");
    await expect(page.getByRole("menu")).toBeVisible();
    await keys.press("ArrowDown");
    await keys.press("Enter");
    await expect(page.getByRole("menu")).toHaveCount(0);
    await expect(chosen).toBeFocused();
  };
  await steps(page).nth(100).click();
  const actions: Record<string, () => Promise<void>> = {
    "choose the next step": () => keys.press("ArrowDown"),
    "add a step": insert,
    "change places": () => keys.press("Alt+ArrowDown"),
    "take back": () => keys.press("Control+z"),
    "do again": () => keys.press("Control+Shift+z"),
    "remove a step": () => keys.press("Delete"),
  };
  // Beside the time on the clock, the time that the page's own thread computed: on a busy machine only that is the editor's.
  const inside = await page.context().newCDPSession(page);
  await inside.send("Performance.enable", { timeDomain: "threadTicks" });
  const computed = async () => {
    const { metrics } = await inside.send("Performance.getMetrics");
    return (metrics.find((each) => each.name === "TaskDuration")?.value ?? 0) * 1000;
  };
  const leastOf = (times: number[]) => Math.min(...times);
  const middleOf = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(TIMES / 2)] ?? Infinity;
  for (const [name, act] of Object.entries(actions)) {
    const times: number[] = [];
    const own: number[] = [];
    for (let at = 0; at < TIMES; at += 1) {
      // Saving the action before comes to rest, so that what is measured is this action.
      await expect(page.getByText(/^(Draft saved \d\d:\d\d|Nothing changed yet)$/)).toBeVisible();
      await page.evaluate(() => (window as unknown as { measured: number[] }).measured.splice(0));
      const before = await computed();
      await act();
      await expect(chosen).toBeVisible();
      own.push((await computed()) - before);
      const drawn = () => page.evaluate(() => Math.max(0, ...(window as unknown as { measured: number[] }).measured));
      await expect.poll(drawn).toBeGreaterThan(0);
      times.push(await drawn());
    }
    const said = [leastOf(times), middleOf(times), middleOf(own)].map((time) => time.toFixed(1));
    console.log(
      `editor, 200 elements: ${name}: ${said[0]} ms at least, ${said[1]} ms at the middle, ${said[2]} ms computed in all`,
    );
    expect(middleOf(times), `${name} was seen by the page`).toBeGreaterThan(0);
  }
  // As many were added as were removed.
  await expect(steps(page)).toHaveCount(200);
});

test("who may not build sees no way to", async ({ page, site }) => {
  await signIn(page, site, "Gus Pereira", "/requests");
  await page.evaluate(() => {
    location.hash = "#/workflows";
  });
  await expect(page.getByRole("button", { name: "New workflow" })).toHaveCount(0);
});
