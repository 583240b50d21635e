import { fileURLToPath } from "node:url";
import { commandLine } from "./command-line.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

const { code, stdout, stderr } = await commandLine(process.argv.slice(2), ROOT);
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exitCode = code;
