import { expect, test } from "vitest";
import { takeTurn } from "../src/turn.ts";

test("sends as often as asked, as many at once as allowed", async () => {
  let sent = 0;
  let underWay = 0;
  const most: number[] = [];

  await takeTurn(
    async () => {
      sent += 1;
      underWay += 1;
      most.push(underWay);
      await Promise.resolve();
      underWay -= 1;
      return "id";
    },
    { requests: 7, concurrency: 3 },
  );

  expect(sent).toBe(7);
  expect(Math.max(...most)).toBe(3);
});

test("fails when a response has no message id", async () => {
  const turn = takeTurn(async () => undefined, { requests: 1, concurrency: 1 });

  await expect(turn).rejects.toThrow("without a message id");
});
