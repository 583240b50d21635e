import { render } from "preact";
import { connect } from "./core/live.ts";
import { applyTheme, storedTheme } from "./core/theme.ts";
import { App } from "./shell/app.tsx";

applyTheme(storedTheme());
connect();
const root = document.getElementById("page");
if (root !== null) render(<App />, root);
