import { spawn } from "node:child_process";
import { once } from "node:events";
import { delimiter, join } from "node:path";
import type { Step } from "./commands.ts";
import { REPOSITORY } from "./packages.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs a program that shares the terminal with this process, to its end.
 *
 * @returns Its exit code; 1 where a signal ended it.
 * @throws {Error} It could not be started.
 */
export async function runStep([program, ...args]: Step, env: NodeJS.ProcessEnv = process.env): Promise<number> {
  const child = spawn(program === "node" ? process.execPath : program, args, {
    stdio: "inherit",
    // Programs that packages bring are scripts of the shell there.
    shell: process.platform === "win32" && program !== "node",
    env: {
      ...env,
      PATH: [join(REPOSITORY, "node_modules/.bin"), env.PATH].join(delimiter),
      // Nobody reports to the makers of Turborepo what is run here.
      TURBO_TELEMETRY_DISABLED: "1",
    },
  });
  // The terminal interrupts the program too. This process ends after it.
  const pass = (signal: NodeJS.Signals) => void (signal === "SIGINT" || child.kill(signal));
  for (const signal of SIGNALS) process.on(signal, pass);
  try {
    const [code] = await once(child, "close");
    return code ?? 1;
  } finally {
    for (const signal of SIGNALS) process.off(signal, pass);
  }
}
