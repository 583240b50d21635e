/** Prints where the browser for the tests is, having installed one where there is none. */
import { chromium } from "./chromium.ts";

console.log(chromium());
