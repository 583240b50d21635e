import { run } from "./run.ts";

process.exitCode = await run(process.argv.slice(2), {
  report: (text) => void process.stdout.write(text),
  complaint: (text) => console.error(text),
});
