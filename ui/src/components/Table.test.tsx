import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { click, named, one, press, render } from "../testing/render";
import { Inspector } from "./Inspector";
import { Table, targetOf, type Column, type Sort } from "./Table";

interface Row {
  id: string;
  name: string;
}
const COLUMNS: Column<Row>[] = [
  { key: "name", title: "Name", width: 200, sortable: true, cell: (row) => row.name },
  { key: "id", title: "Id", width: 100, cell: (row) => row.id },
];
const rowsOf = (count: number): Row[] =>
  Array.from({ length: count }, (_, index) => ({ id: `r${index}`, name: `Row ${index}` }));
const active = () => one('[role="row"][tabindex="0"]');
const index = () => active().getAttribute("aria-rowindex");

describe("Table", () => {
  it("keeps few of 100,000 rows in the document and says how many there are", async () => {
    await render(<Table label="Rows" name="t" columns={COLUMNS} rows={rowsOf(100_000)} rowKey={(row) => row.id} />);
    expect(document.querySelectorAll('[role="row"]').length).toBeLessThan(60);
    expect(document.querySelectorAll('[role="row"]').length).toBeGreaterThan(15);
    expect(one('[role="grid"]').getAttribute("aria-rowcount")).toBe("100001");
  });

  it("moves by j, k and End, keeps focus on the row, and opens with Enter", async () => {
    const opened = vi.fn();
    const selected = vi.fn();
    await render(
      <Table
        label="Rows"
        name="t"
        columns={COLUMNS}
        rows={rowsOf(5000)}
        rowKey={(row) => row.id}
        onOpen={opened}
        onSelect={selected}
      />,
    );
    active().focus();
    await press(active(), "j");
    await press(active(), "j");
    await press(active(), "k");
    expect(index()).toBe("3");
    expect(document.activeElement).toBe(active());
    await press(active(), "Enter");
    expect(opened).toHaveBeenCalledWith({ id: "r1", name: "Row 1" });
    await press(active(), "End");
    expect(index()).toBe("5001");
    expect(document.activeElement).toBe(active());
    expect(selected).toHaveBeenLastCalledWith({ id: "r4999", name: "Row 4999" });
  });

  it("leaves keys with Ctrl, Alt or ⌘ alone", async () => {
    await render(<Table label="Rows" name="t" columns={COLUMNS} rows={rowsOf(9)} rowKey={(row) => row.id} />);
    active().focus();
    await press(active(), "j", { ctrlKey: true });
    expect(index()).toBe("2");
  });

  it("asks for the other order, and shows the one in force", async () => {
    function Sorted() {
      const [sort, setSort] = useState<Sort>({ key: "name", descending: false });
      return (
        <Table
          label="Rows"
          name="t"
          columns={COLUMNS}
          rows={rowsOf(3)}
          rowKey={(row) => row.id}
          sort={sort}
          onSort={setSort}
        />
      );
    }
    await render(<Sorted />);
    expect(one("[aria-sort]").getAttribute("aria-sort")).toBe("ascending");
    await click(named("button", "Name"));
    expect(one("[aria-sort]").getAttribute("aria-sort")).toBe("descending");
  });

  it("keeps column widths on this machine", async () => {
    const table = <Table label="Rows" name="kept" columns={COLUMNS} rows={rowsOf(3)} rowKey={(row) => row.id} />;
    const { again } = await render(table);
    await press(one('[role="separator"]'), "ArrowRight");
    await again(null);
    await again(table);
    expect(one('[role="separator"]').getAttribute("aria-valuenow")).toBe("216");
  });

  it("asks for more at the end of a page, and says when there is nothing", async () => {
    const end = vi.fn();
    const { again } = await render(
      <Table
        label="Rows"
        name="t"
        columns={COLUMNS}
        rows={rowsOf(5)}
        rowKey={(row) => row.id}
        total={900}
        onEnd={end}
      />,
    );
    expect(end).toHaveBeenCalled();
    await again(
      <Table label="Rows" name="t" columns={COLUMNS} rows={[]} rowKey={(row) => row.id} empty="No runs yet" />,
    );
    expect(document.body.textContent).toContain("No runs yet");
    await again(<Table label="Rows" name="t" columns={COLUMNS} rows={[]} rowKey={(row) => row.id} loading />);
    expect(document.body.textContent).toContain("Loading rows…");
  });

  it.each([
    ["j", 4, 5],
    ["ArrowUp", 4, 3],
    ["PageDown", 4, 14],
    ["Home", 4, 0],
    ["End", 4, 99],
    ["x", 4, null],
  ])("%s at %i leads to %s", (key, at, to) => expect(targetOf(key, at, 100, 10)).toBe(to));
});

describe("Inspector", () => {
  it("closes with Esc and gives focus back to where it came from", async () => {
    function Page() {
      const [open, setOpen] = useState(false);
      return (
        <>
          <button onClick={() => setOpen(true)}>{"row"}</button>
          {open && (
            <Inspector title="Nordwind" onClose={() => setOpen(false)}>
              <a href="#/x">{"inside"}</a>
            </Inspector>
          )}
        </>
      );
    }
    await render(<Page />);
    const row = named("button", "row");
    row.focus();
    await click(row);
    named("a", "inside").focus();
    await press(named("a", "inside"), "Escape");
    expect(document.querySelector("aside")).toBeNull();
    expect(document.activeElement).toBe(row);
  });

  it("brings a row that is chosen elsewhere into view, and keys go on from it", async () => {
    vi.spyOn(Element.prototype, "scrollHeight", "get").mockReturnValue(1001 * 36);
    const scrolled = vi.spyOn(Element.prototype, "scrollTo");
    const table = (selected: string | null) => (
      <Table
        label="Rows"
        name="t"
        columns={COLUMNS}
        rows={rowsOf(1000)}
        rowKey={(row) => row.id}
        selected={selected}
        onSelect={() => undefined}
      />
    );
    const { again } = await render(table(null));
    await again(table(rowsOf(1000)[800]?.id ?? null));
    await vi.waitFor(() => expect(scrolled).toHaveBeenCalled());
    const last = scrolled.mock.lastCall?.[0] as ScrollToOptions | undefined;
    // The row's lower edge, and the head that lies over the rows, end at the lower edge of the table.
    expect(last?.top).toBe(801 * 36 + 36 - 600);
    expect(one('[role="row"][tabindex="0"]').getAttribute("aria-rowindex")).toBe("802");
  });
});
