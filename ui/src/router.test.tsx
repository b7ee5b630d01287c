import { act } from "react";
import { expect, it } from "vitest";
import { href, navigate, parseRoute, useRoute } from "./router";
import { render } from "./testing/render";

it.each([
  ["", "", [], ""],
  ["#/", "", [], ""],
  ["#/runs", "runs", [], ""],
  ["#/runs/run_1?tab=data&x=a%20b", "runs", ["run_1"], "a b"],
  ["#/log/a%2Fb", "log", ["a/b"], ""],
  ["#/log/%zz", "log", ["%zz"], ""],
])("reads %s", (hash, page, rest, x) => {
  const route = parseRoute(hash);
  expect([route.page, route.rest, route.params.get("x") ?? ""]).toEqual([page, rest, x]);
});

it("writes what it reads", () => {
  const written = href("runs", ["a/b", "ü"], { q: "x&y" });
  const route = parseRoute(written);
  expect([route.page, ...route.rest, route.params.get("q")]).toEqual(["runs", "a/b", "ü", "x&y"]);
});

it("follows the address", async () => {
  function View() {
    return <p>{useRoute().page}</p>;
  }
  navigate(href("inbox"), { replace: true });
  const { root } = await render(<View />);
  expect(root.textContent).toContain("inbox");
  await act(async () => navigate(href("log"), { replace: true }));
  expect(root.textContent).toContain("log");
});
