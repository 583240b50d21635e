import { expect, test } from "vitest";
import { type Machine, MissingProgram, testPrograms } from "../src/test-programs.ts";

/** Where Debian has it. */
const POSTGRES = "/usr/lib/postgresql/17/bin/postgres";
const SHELLS = ["/usr/bin/bash", "/usr/bin/zsh", "/usr/bin/fish"];

function machine(programs: readonly string[], env: Machine["env"]): Machine {
  return {
    env,
    isRoot: false,
    isExecutable: (path) => programs.includes(path),
    run: () => ({ ok: false, output: "no network" }),
  };
}

test("names what is there to the tests, with the rest of the environment", () => {
  const here = machine(["/usr/bin/chromium", "/usr/bin/redis-server", POSTGRES, ...SHELLS], { HOME: "/home/ada" });

  expect(testPrograms(here)).toEqual({
    env: {
      HOME: "/home/ada",
      CHROMIUM_PATH: "/usr/bin/chromium",
      REDIS_SERVER_PATH: "/usr/bin/redis-server",
      POSTGRES_PATH: POSTGRES,
      BASH_PATH: "/usr/bin/bash",
      ZSH_PATH: "/usr/bin/zsh",
      FISH_PATH: "/usr/bin/fish",
    },
    missing: [],
  });
});

test("says what to install where a program is missing, and looks for it once only", () => {
  const { env, missing } = testPrograms(machine(["/usr/bin/chromium", "/usr/bin/bash"], {}));

  expect(env).toEqual({
    CHROMIUM_PATH: "/usr/bin/chromium",
    REDIS_SERVER_PATH: "",
    POSTGRES_PATH: "",
    BASH_PATH: "/usr/bin/bash",
    ZSH_PATH: "",
    FISH_PATH: "",
  });
  expect(missing).toEqual([
    "The tests need a Redis: install redis-server, or name one in REDIS_SERVER_PATH.",
    "The tests need a PostgreSQL: install postgresql, or name its program postgres in POSTGRES_PATH.",
    "The tests need zsh: install zsh, or name one in ZSH_PATH.",
    "The tests need fish: install fish, or name one in FISH_PATH.",
  ]);
});

test("says so in one line, whatever the output of a download that failed", () => {
  const { missing } = testPrograms(machine(["/usr/bin/redis-server", POSTGRES, ...SHELLS], {}));

  expect(missing).toEqual([
    "The tests need a browser, and its download failed: install Chromium, or name one in CHROMIUM_PATH.",
  ]);
});

test("fails where a program is missing and CI is set", () => {
  expect(() => testPrograms(machine([], { CI: "true", CHROMIUM_PATH: "" }))).toThrow(MissingProgram);
});
