import { parseArgs } from "node:util";
import { contenders } from "./contender.ts";
import { judge, TOLERANCE } from "./goals.ts";
import { measure, type Plan } from "./measure.ts";
import { table } from "./report.ts";

const PLAN: Plan = { starts: 8, rounds: 3, warmUp: 20_000, requests: 1000, concurrency: 16 };

try {
  const { check } = parseArgs({ options: { check: { type: "boolean", default: false } } }).values;
  const names = Object.keys(contenders);
  const rounds = await measure(names, PLAN);
  console.log(
    `Node.js ${process.versions.node}: ${PLAN.starts} starts of ${PLAN.rounds} rounds of ${PLAN.requests} requests, ` +
      `${PLAN.concurrency} at a time. Medians of the rounds, and their middle half.\n`,
  );
  console.log(table(rounds, names, ["bare fetch", "undici.request"]));
  const { lines, allMet } = judge(rounds);
  console.log(`\n${lines.join("\n")}`);
  if (check && !allMet) {
    console.error(`a goal is missed by more than the tolerance of ${TOLERANCE}`);
    process.exitCode = 1;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
