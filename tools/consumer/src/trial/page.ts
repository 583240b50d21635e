/**
 * Makes the trial known to a page, where a script calls it. No real page should hold a key: this one shows that the
 * packages need nothing but what browsers have.
 */
import { trial } from "./trial.ts";

Object.assign(globalThis, { trial });
