/** Starts the window: theme, words, host, first page. */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { Providers } from "./frame/Providers";
import { chooseHost } from "./host/choose";
import "./styles/base.css";
import { applyTheme } from "./styles/theme";
import { localeOf } from "./text/text";

applyTheme();

const host = await chooseHost();
const root = document.getElementById("root");
if (root)
  createRoot(root).render(
    <StrictMode>
      <Providers locale={localeOf(location.search)}>
        <App host={host} />
      </Providers>
    </StrictMode>,
  );
