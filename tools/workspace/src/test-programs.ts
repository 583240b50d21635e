import {
  bash,
  chromium,
  fish,
  type Machine,
  MissingProgram,
  postgres,
  redisServer,
  THIS_MACHINE,
  zsh,
} from "./installed-program.ts";

/** The programs that tests run, by the variable that names each to them. */
const PROGRAMS = {
  CHROMIUM_PATH: chromium,
  REDIS_SERVER_PATH: redisServer,
  POSTGRES_PATH: postgres,
  BASH_PATH: bash,
  ZSH_PATH: zsh,
  FISH_PATH: fish,
};

/** What tests find of the programs that they run. */
export interface TestPrograms {
  /** The environment variables of this process, in which each program is named. A variable is empty where there is none. */
  readonly env: NodeJS.ProcessEnv;
  /** What to install, a sentence for each program that is missing. */
  readonly missing: readonly string[];
}

/**
 * Looks once for what tests run, and installs what is missing where that is possible.
 *
 * @throws {MissingProgram} One cannot be had, and `CI` is set, so that no test may be skipped.
 */
export function testPrograms(machine: Machine = THIS_MACHINE): TestPrograms {
  const env = { ...machine.env };
  const missing: string[] = [];
  for (const [variable, look] of Object.entries(PROGRAMS)) {
    try {
      env[variable] = look(machine);
    } catch (error) {
      if (machine.env.CI || !(error instanceof MissingProgram)) throw error;
      env[variable] = "";
      // The further lines are the output of what could not install it.
      missing.push(error.message.split("\n", 1).join());
    }
  }
  return { env, missing };
}
