import { describe, expect, test } from "vitest";
import { checksOf } from "../src/soak/checks.ts";
import { runSoak } from "../src/soak/run.ts";
import { tableOf } from "../src/soak/table.ts";
import { transports } from "../src/transports.ts";

describe.each(transports)("a soak of 4 000 calls over $name", ({ fetch }) => {
  test("keeps every promise under faults, expiries and revocations", async () => {
    const options = { calls: 4000, faultRate: 0.05, expiries: 3, revocations: 2, concurrency: 64, seed: 4, fetch };

    const result = await runSoak(options);
    const checks = checksOf(result);
    const failed = checks.filter(({ against }) => against.length > 0);

    expect(failed, tableOf(result, checks)).toEqual([]);
  }, 120_000);
});
