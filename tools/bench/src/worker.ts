import { type BurstPlan, takeBursts } from "./burst.ts";
import { prepareContender } from "./contenders.ts";
import { type Turn, takeTurn } from "./turn.ts";

/**
 * One contender in a process of its own, so that its memory is counted apart, too. For each message it takes a turn and
 * responds with its CPU per request, or takes bursts and responds with them.
 */
const [name = "", baseUrl = ""] = process.argv.slice(2);
const send = await prepareContender(name, baseUrl);

process.on("message", async (plan: Turn | BurstPlan) => {
  process.send?.(await ("bursts" in plan ? takeBursts(send, plan) : takeTurn(send, plan)));
});
process.on("disconnect", () => process.exit());
process.send?.("ready");
