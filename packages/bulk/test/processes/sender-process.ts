import { fileLedger, sendBulk } from "../../src/index.ts";
import { clientOf, MESSAGE, people } from "../people.ts";

/** A run in a process of its own, which may be killed and stopped; it prints its summary. */
const { API_URL = "", LEDGER = "", COUNT = "0", CHUNK = "100", UNRESOLVED = "hold" } = process.env;
const client = clientOf({ baseUrl: API_URL, tokenUrl: `${API_URL}/oauth2/token` });

console.log("started");
const summary = await sendBulk(client, people(Number(COUNT)), {
  ...MESSAGE,
  runId: "killed",
  ledger: fileLedger(LEDGER),
  chunkSize: Number(CHUNK),
  settleMs: 300,
  unresolved: UNRESOLVED === "resend" ? "resend" : "hold",
});
console.log(JSON.stringify(summary));
