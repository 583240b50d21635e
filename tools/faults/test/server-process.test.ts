import { expect, test } from "vitest";
import { startServerProcess } from "../src/soak/server-process.ts";

test("the server of a soak that cannot start is an error, and not a wait without end", async () => {
  const starting = startServerProcess({ calls: -1, seed: 1, faultRate: 0, expiries: 1, revocations: 0 });

  await expect(starting).rejects.toThrow(
    /^the server of the soak ended with 1: [\s\S]*RangeError: Invalid typed array length: -1/,
  );
});
