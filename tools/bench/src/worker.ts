import { prepareContender } from "./contenders.ts";
import { type Turn, takeTurn } from "./turn.ts";

/** One contender in a process of its own: takes a turn for each message and responds with its CPU per request. */
const [name = "", baseUrl = ""] = process.argv.slice(2);
const send = await prepareContender(name, { baseUrl });

process.on("message", async (turn: Turn) => {
  process.send?.(await takeTurn(send, turn));
});
process.on("disconnect", () => process.exit());
process.send?.("ready");
