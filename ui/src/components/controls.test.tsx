/** Things a person operates: buttons, fields, choices, filters. */
import { act, useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { click, named, one, press, render, type } from "../testing/render";
import { Button } from "./Button";
import { Checkbox } from "./Checkbox";
import { Combobox } from "./Combobox";
import { DateField } from "./DateField";
import { FilterBar, type Filter } from "./FilterBar";
import { NumberField } from "./NumberField";
import { Select } from "./Select";
import { TextArea } from "./TextArea";
import { TextField } from "./TextField";
import { addDays, addMonths, monthGrid, parseDay } from "./dates";

const nothing = () => undefined;
const ROLES = [
  { value: "finance", label: "Finance approver" },
  { value: "ops", label: "Operations" },
];

describe("Button", () => {
  it("acts once per press, and never while busy", async () => {
    const pressed = vi.fn();
    const { again } = await render(<Button onClick={pressed}>Approve</Button>);
    await click(named("button", "Approve"));
    await again(
      <Button busy onClick={pressed}>
        Approve
      </Button>,
    );
    await click(named("button", "Working…"));
    expect(pressed).toHaveBeenCalledTimes(1);
    expect(one("button").getAttribute("aria-busy")).toBe("true");
  });

  it("has its tip as name when it shows no words", async () => {
    await render(<Button icon={<svg />} tip="Add a person" />);
    expect(named("button", "Add a person").tagName).toBe("BUTTON");
  });
});

describe("fields", () => {
  it("tie label, hint and error to the control", async () => {
    const changed = vi.fn();
    await render(
      <TextField
        label="IBAN"
        hint="Of the vendor"
        error="An IBAN has 22 characters"
        example="DE89"
        value=""
        onChange={changed}
      />,
    );
    const input = one<HTMLInputElement>("input");
    expect(one("label").getAttribute("for")).toBe(input.id);
    expect(input.getAttribute("aria-invalid")).toBe("true");
    const described = (input.getAttribute("aria-describedby") ?? "")
      .split(" ")
      .map((id) => document.getElementById(id)?.textContent);
    expect(described).toContain("Of the vendor");
    expect(described).toContain("An IBAN has 22 characters For example DE89");
    await type(input, "DE1");
    expect(changed).toHaveBeenCalledWith("DE1");
  });

  it("write several lines", async () => {
    const changed = vi.fn();
    await render(<TextArea label="Reason" optional value="" onChange={changed} />);
    await type(one<HTMLTextAreaElement>("textarea"), "a\nb");
    expect(changed).toHaveBeenCalledWith("a\nb");
    expect(one("label").textContent).toBe("Reasonoptional");
  });

  it("step a number within its bounds", async () => {
    function Quorum() {
      const [value, setValue] = useState<number | null>(2);
      return <NumberField label="How many" value={value} onChange={setValue} min={1} max={3} />;
    }
    await render(<Quorum />);
    const input = one<HTMLInputElement>('input:not([type="number"])');
    await press(input, "ArrowUp");
    expect(input.value).toBe("3");
    await press(input, "ArrowUp");
    expect(input.value).toBe("3");
  });

  it("tick a box by its label", async () => {
    const changed = vi.fn();
    await render(<Checkbox label="Seal this field" checked={false} onChange={changed} />);
    await click(one('[role="checkbox"]'));
    expect(changed.mock.calls[0]?.[0]).toBe(true);
  });
});

describe("choices", () => {
  it("Select shows the chosen label and offers all", async () => {
    const changed = vi.fn();
    await render(<Select label="Role" options={ROLES} value="ops" onChange={changed} />);
    const trigger = one('[role="combobox"]');
    expect(trigger.textContent).toContain("Operations");
    await press(trigger, "ArrowDown");
    await click(trigger);
    expect([...document.querySelectorAll('[role="option"]')].map((option) => option.textContent)).toEqual([
      "Finance approver",
      "Operations",
    ]);
  });

  it("Combobox narrows by typing and says when nothing matches", async () => {
    await render(<Combobox label="Person" options={ROLES} value={null} onChange={nothing} />);
    const input = one<HTMLInputElement>('input[role="combobox"]');
    await type(input, "oper");
    expect([...document.querySelectorAll('[role="option"]')].map((option) => option.textContent)).toEqual([
      "Operations",
    ]);
    await type(input, "zz");
    expect(document.body.textContent).toContain("Nothing matches “zz”");
  });
});

describe("DateField", () => {
  it("takes a typed day when it is one, and says what is expected when not", async () => {
    const changed = vi.fn();
    await render(<DateField label="Due" value={null} onChange={changed} />);
    const input = one<HTMLInputElement>("input");
    await act(async () => input.focus());
    await type(input, "2026-2-30");
    expect(document.body.textContent).toContain("“2026-2-30” is not a date");
    await type(input, "2026-2-3");
    await act(async () => input.blur());
    expect(changed).toHaveBeenCalledWith("2026-02-03");
  });

  it("chooses by keys in the month", async () => {
    const changed = vi.fn();
    await render(<DateField label="Due" value="2026-11-30" onChange={changed} />);
    await click(named("button", "Choose a day"));
    await press(one("table button[tabindex='0']"), "ArrowRight");
    await click(one("table button[tabindex='0']"));
    expect(changed).toHaveBeenCalledWith("2026-12-01");
  });

  it.each([
    ["2026-11-22", "2026-11-22"],
    [" 2026-1-2 ", "2026-01-02"],
    ["2024-02-29", "2024-02-29"],
    ["2026-02-29", null],
    ["22.11.2026", null],
    ["2026-13-01", null],
    ["", null],
  ])("reads %j", (text, day) => expect(parseDay(text)).toBe(day));

  it("counts over ends of months and years", () => {
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(addMonths("2026-01-31", 1)).toBe("2026-02-28");
    expect(addMonths("2026-03-31", -1)).toBe("2026-02-28");
    const grid = monthGrid("2026-11-22");
    expect([grid[0]?.[0], grid[5]?.[6], grid.length]).toEqual(["2026-10-26", "2026-12-06", 6]);
  });
});

describe("FilterBar", () => {
  const FIELDS = [
    {
      key: "state",
      name: "State",
      values: [
        { value: "open", label: "Open" },
        { value: "done", label: "Done" },
      ],
    },
  ];

  it("adds by typing, offers no filter twice, and removes", async () => {
    let latest: Filter[] = [];
    const note = (filters: Filter[]) => {
      latest = filters;
    };
    function Bar() {
      const [filters, setFilters] = useState<Filter[]>([{ key: "state", value: "open" }]);
      const change = (next: Filter[]) => {
        note(next);
        setFilters(next);
      };
      return <FilterBar fields={FIELDS} filters={filters} onChange={change} />;
    }
    await render(<Bar />);
    await type(one<HTMLInputElement>('input[role="combobox"]'), "state");
    const options = [...document.querySelectorAll<HTMLElement>('[role="option"]')];
    expect(options.map((option) => option.textContent)).toEqual(["State: Done"]);
    await click(options[0] as HTMLElement);
    expect(latest).toEqual([
      { key: "state", value: "open" },
      { key: "state", value: "done" },
    ]);
    await click(named("button", "Remove filter State: Open"));
    expect(latest).toEqual([{ key: "state", value: "done" }]);
  });
});
