import { parseArgs } from "node:util";
import { checksOf } from "./soak/checks.ts";
import { runSoak } from "./soak/run.ts";
import { tableOf } from "./soak/table.ts";
import { transports } from "./transports.ts";

const { values } = parseArgs({
  options: {
    calls: { type: "string", default: "200000" },
    faults: { type: "string", default: "0.05" },
    expiries: { type: "string", default: "10" },
    revocations: { type: "string", default: "3" },
    concurrency: { type: "string", default: "64" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
  },
});

for (const { name, fetch } of transports) {
  const result = await runSoak({
    calls: Number(values.calls),
    faultRate: Number(values.faults),
    expiries: Number(values.expiries),
    revocations: Number(values.revocations),
    concurrency: Number(values.concurrency),
    seed: Number(values.seed),
    fetch,
  });
  const checks = checksOf(result);
  console.log(`\nSoak over ${name}\n\n${tableOf(result, checks)}`);
  if (checks.some(({ against }) => against.length > 0)) process.exitCode = 1;
}
