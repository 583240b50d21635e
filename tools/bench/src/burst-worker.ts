import { type BurstPlan, takeBursts } from "./burst.ts";
import { prepareContender } from "./contenders.ts";

/** One contender in a process of its own, so that its memory is counted apart: takes its bursts and responds with them. */
const [name = "", baseUrl = ""] = process.argv.slice(2);
const send = await prepareContender(name, { baseUrl });

process.on("message", async (plan: BurstPlan) => {
  process.send?.(await takeBursts(send, plan));
});
process.on("disconnect", () => process.exit());
process.send?.("ready");
