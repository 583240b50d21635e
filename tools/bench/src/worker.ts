import { contenders, type Target } from "./contender.ts";
import { type Turn, takeTurn } from "./turn.ts";

/** One contender in a process of its own: takes a turn for each message and answers with its CPU per request. */
const [name = "", baseUrl = ""] = process.argv.slice(2);
const load = contenders[name];
if (!load) throw new Error(`no contender is called ${name}`);
const { prepare } = await load();
const send = prepare({ baseUrl } satisfies Target);

process.on("message", async (turn: Turn) => {
  process.send?.(await takeTurn(send, turn));
});
process.on("disconnect", () => process.exit());
process.send?.("ready");
