/**
 * What happy-dom lacks: layout. Elements get a size, so that the virtual table has rows to show.
 * And the language that every test reads dates in, whatever machine it runs on.
 */
import { afterEach } from "vitest";
import { navigate } from "../router";
import { unmountAll } from "./render";

for (const name of ["offsetHeight", "clientHeight"])
  Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => 600 });
for (const name of ["offsetWidth", "clientWidth"])
  Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => 900 });
Object.defineProperty(navigator, "languages", { configurable: true, value: ["en-GB"] });
(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

afterEach(async () => {
  await unmountAll();
  document.body.replaceChildren();
  localStorage.clear();
  navigate("#/", { replace: true });
});
