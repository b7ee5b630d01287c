/** Starting requests, and one's own. */
import { describe, expect, it, vi } from "vitest";
import { label, open, sees, submit } from "../../testing/page";
import { click, one, type } from "../../testing/render";
import { NO, YES } from "../../testing/workspace/basics";
import { START_FIELDS } from "../../testing/workspace/forms";

// Drawing needs a browser: the diagram has its own tests and its list of steps as a twin.
vi.mock("../../components/Diagram", () => ({ Diagram: ({ name }: { name: string }) => <figure aria-label={name} /> }));

describe("Requests", () => {
  it("offers what may be started and says why the rest may not", async () => {
    await open("requests");
    await sees("Vendor onboarding", "role builder on workspace would allow this");
    expect(one("a[href='#/requests/start/refund']").textContent).toContain("Customer refund");
  });

  it("shows who will be asked, seals what is sealed, and gives a receipt", async () => {
    const fields = START_FIELDS.filter(({ kind }) => kind === "text");
    const host = await open("requests", ["start", "vendor-onboarding"], {
      query: {
        "requests.form": (args) => ({
          ...args,
          name: "Vendor onboarding",
          version: "v7",
          fields,
          asked: [],
          mayStart: { ...NO, allowed: true },
        }),
      },
    });
    await sees("Sealed: only a proof of it enters the record", "asks nobody");
    await type(label("Legal name"), " Nordwind GmbH ");
    await type(label("IBAN"), "DE89");
    await click(submit());
    expect(host.argsOf("requests.start")).toEqual({
      workflow: "vendor-onboarding",
      version: "v7",
      fields: { legal_name: "Nordwind GmbH", iban: "DE89" },
    });
    await sees("Your request Vendor onboarding is under way", "Follow the request");
  });

  it("puts what the engine refused to its field", async () => {
    const fields = START_FIELDS.filter(({ path }) => path === "iban");
    await open("requests", ["start", "vendor-onboarding"], {
      query: {
        "requests.form": (args) => ({
          ...args,
          name: "V",
          version: "v7",
          fields,
          asked: [],
          mayStart: { ...NO, allowed: true },
        }),
      },
      refuse: {
        "requests.start": { code: "field_value", field: "iban", args: { path: "iban", expected: "22 characters" } },
      },
    });
    await sees("IBAN");
    await type(label("IBAN"), "DE89");
    await click(submit());
    await vi.waitFor(() => expect(label("IBAN").getAttribute("aria-invalid")).toBe("true"));
    await sees("This is not what the form expects: 22 characters");
  });

  it("lists one's own", async () => {
    const asked: unknown[] = [];
    await open("requests", ["mine"], {
      query: {
        "runs.list": (args) => {
          asked.push(args);
          return { runs: [], more: false };
        },
      },
    });
    await sees("You have not submitted a request yet.");
    expect(asked[0]).toEqual({ mine: true, workflow: null, state: null, before: null, limit: 100 });
  });

  it("submits once when the answer was lost and the button is pressed again", async () => {
    const fields = START_FIELDS.filter(({ path }) => path === "iban");
    const host = await open("requests", ["start", "vendor-onboarding"], {
      lose: ["requests.start"],
      query: { "requests.form": (args) => ({ ...args, name: "V", version: "v7", fields, asked: [], mayStart: YES }) },
    });
    await sees("IBAN");
    await type(label("IBAN"), "DE89");
    await click(submit());
    await sees("trying again is safe");
    await click(submit());
    await sees("Your request V is under way");
    expect(new Set(host.sent.map(({ id }) => id)).size).toBe(1);
  });
});
