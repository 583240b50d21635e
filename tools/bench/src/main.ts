import { parseArgs } from "node:util";
import type { BurstPlan } from "./burst.ts";
import { contenders } from "./contenders.ts";
import { type Judgement, judge, judgeBursts, TOLERANCE } from "./goals.ts";
import { measure, measureBursts, type Plan } from "./measure.ts";
import { burstTable, table } from "./report.ts";

const PLAN: Plan = { starts: 8, rounds: 3, warmUp: 20_000, requests: 1000, concurrency: 16 };
/** All but `openapi-fetch`, which sends with bare `fetch`. */
const BURST_CONTENDERS = Object.keys(contenders).filter((name) => name !== "openapi-fetch");
const BURST_ROUNDS = 5;
const BURST_PLAN: BurstPlan = { calls: 5000, warmUps: 2, bursts: 3 };

const sections: Readonly<Record<string, () => Promise<Judgement>>> = { cpu: showCpu, bursts: showBursts };

try {
  const { check, only } = parseArgs({
    options: { check: { type: "boolean", default: false }, only: { type: "string" } },
  }).values;
  const names = only === undefined ? Object.keys(sections) : [only];
  let allMet = true;
  console.log(`Node.js ${process.versions.node}\n`);
  for (const name of names) {
    const show = sections[name];
    if (!show) throw new Error(`--only is ${name}, expected ${Object.keys(sections).join(" or ")}`);
    const judgement = await show();
    console.log(`\n${judgement.lines.join("\n")}\n`);
    allMet &&= judgement.allMet;
  }
  if (check && !allMet) {
    console.error(`a goal is missed by more than the tolerance of ${TOLERANCE}`);
    process.exitCode = 1;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function showCpu(): Promise<Judgement> {
  const names = Object.keys(contenders);
  const rounds = await measure(names, PLAN);
  console.log(
    `CPU of a call: ${PLAN.starts} starts of ${PLAN.rounds} rounds of ${PLAN.requests} requests, ` +
      `${PLAN.concurrency} at a time. Medians of the rounds, and their middle half.\n`,
  );
  console.log(table(rounds, names, ["bare fetch", "bare fetch, time limit", "undici.request"]));
  return judge(rounds);
}

async function showBursts(): Promise<Judgement> {
  const rounds = await measureBursts(BURST_CONTENDERS, BURST_ROUNDS, BURST_PLAN);
  console.log(
    `${BURST_PLAN.calls} calls at once: ${BURST_ROUNDS} rounds, in each a process for every contender and ` +
      `${BURST_PLAN.bursts} bursts after ${BURST_PLAN.warmUps} to warm up. Medians of the rounds.\n`,
  );
  console.log(burstTable(rounds, BURST_CONTENDERS));
  return judgeBursts(rounds);
}
