/** Runs the trial as a command of Node, Bun or Deno: takes the places as JSON, and prints the findings as JSON. */
import process from "node:process";
import { trial } from "./trial.ts";

console.log(JSON.stringify(await trial(JSON.parse(process.argv[2] ?? ""))));
