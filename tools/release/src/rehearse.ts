import { REPOSITORY } from "@sinch-fetch/workspace";
import { rehearse } from "./rehearsal.ts";

const ended = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => ended.abort(new Error(`ended by ${signal}`)));
}

try {
  const { arrivals, problems } = await rehearse(REPOSITORY, console.log, ended.signal);
  console.log(`\n${arrivals.length} packages released, installed and used; ${problems.length} problems`);
  process.exitCode = problems.length > 0 ? 1 : 0;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
