import { REPOSITORY } from "@sinch-fetch/workspace";
import { commandLine } from "./command-line.ts";

const { code, stdout, stderr } = await commandLine(process.argv.slice(2), REPOSITORY);
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exitCode = code;
