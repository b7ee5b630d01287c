/** What happy-dom lacks: layout. Elements get a size, so that the virtual table has rows to show. */
import { afterEach } from "vitest";
import { navigate } from "../router";
import { unmountAll } from "./render";

for (const name of ["offsetHeight", "clientHeight"])
  Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => 600 });
for (const name of ["offsetWidth", "clientWidth"])
  Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => 900 });
(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

afterEach(async () => {
  await unmountAll();
  document.body.replaceChildren();
  localStorage.clear();
  navigate("#/", { replace: true });
});
