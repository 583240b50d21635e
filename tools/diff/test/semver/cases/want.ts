import type { Level } from "@sinch-fetch/workspace";

/** What is to be found: nothing, or one change of a level whose line says something. */
export type Want = "nothing" | readonly [Level, string];
