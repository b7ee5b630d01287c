/** Connectors: what each may call, and the files that are signed. */
import { describe, expect, it } from "vitest";
import { button, label, open, sees, submit } from "../../testing/page";
import { click, type } from "../../testing/render";

describe("Connectors", () => {
  it("shows what each may call", async () => {
    await open("connectors", ["directory"]);
    await sees("http://127.0.0.1:8080", "/users/*", "it may be repeated", "needs none");
  });

  it("proposes the file, with the token beside it and not in it", async () => {
    const host = await open("connectors", ["erp"]);
    await sees("Change connector");
    await click(button("Change connector"));
    await type(label("What is kept of the answer"), "vendor_number = id\nsecret = data.iban sealed");
    await type(label("Token"), "t0p");
    await click(submit());
    const args = host.argsOf("connectors.set");
    expect(args.token).toBe("t0p");
    expect(args.file).not.toContain("t0p");
    expect(JSON.parse(args.file)).toEqual({
      id: "erp",
      name: "ERP",
      kind: "http",
      base: "https://erp.nordwind.example/api",
      scope: { methods: ["POST"], paths: ["/vendors"], private_addresses: false },
      idempotent: false,
      outputs: { vendor_number: { path: "id", data: "open" }, secret: { path: "data.iban", data: "sealed" } },
      timeout_s: 20,
    });
  });

  it("keeps what is not changed: the answer's fields and the time it may take", async () => {
    const host = await open("connectors", ["erp"]);
    await click(button("Change connector"));
    await click(submit());
    const { outputs, timeout_s } = JSON.parse(host.argsOf("connectors.set").file);
    expect(outputs).toEqual({ vendor_number: { path: "vendor.number", data: "open" } });
    expect(timeout_s).toBe(20);
  });
});
