/** Prints where the browser for the tests is, and installs one where there is none. */
import { chromium } from "./installed-program.ts";

console.log(chromium());
