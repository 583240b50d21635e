import { describe, expect, test } from "vitest";
import {
  bash,
  chromium,
  fish,
  type Machine,
  MissingProgram,
  postgres,
  programForTests,
  redisServer,
  zsh,
} from "../src/test-programs.ts";

/** All are looked for alike; each test says it of each. */
const PROGRAMS = [
  {
    program: "chromium",
    installed: "chromium",
    look: chromium,
    variable: "CHROMIUM_PATH",
    need: "a browser",
    remedy: "install Chromium, or name one in CHROMIUM_PATH",
    failure: ", and its download failed: install Chromium, or name one in CHROMIUM_PATH.\nno network",
  },
  {
    program: "redis-server",
    installed: "redis-server",
    look: redisServer,
    variable: "REDIS_SERVER_PATH",
    need: "a Redis",
    remedy: "install redis-server, or name one in REDIS_SERVER_PATH",
    failure: ": install redis-server, or name one in REDIS_SERVER_PATH.",
  },
  {
    program: "postgres",
    installed: "postgresql",
    look: postgres,
    variable: "POSTGRES_PATH",
    need: "a PostgreSQL",
    remedy: "install postgresql, or name its program postgres in POSTGRES_PATH",
    failure: ": install postgresql, or name its program postgres in POSTGRES_PATH.",
  },
  ...Object.entries({ bash, zsh, fish }).map(([program, look]) => {
    const variable = `${program.toUpperCase()}_PATH`;
    const remedy = `install ${program}, or name one in ${variable}`;
    return { program, installed: program, look, variable, need: program, remedy, failure: `: ${remedy}.` };
  }),
] as const;

function machine(programs: readonly string[], more: Partial<Machine> = {}): Machine & { readonly ran: string[] } {
  const present = new Set(programs);
  const ran: string[] = [];
  return {
    env: {},
    isRoot: true,
    isExecutable: (path) => present.has(path),
    run(command, args) {
      ran.push([command, ...args].join(" "));
      const { program } = PROGRAMS.find(({ installed }) => args.includes(installed)) ?? {};
      if (args[0] === "install") present.add(`/usr/bin/${program}`);
      return { ok: true, output: "" };
    },
    ...more,
    ran,
  };
}

test.each([
  { given: ["/usr/bin/google-chrome"], want: "/usr/bin/google-chrome" },
  { given: ["/usr/bin/chromium", "/usr/bin/google-chrome"], want: "/usr/bin/chromium" },
  {
    given: ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"],
    want: "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  },
])("a browser is found by another name: $want", ({ given, want }) => {
  expect(chromium(machine(given))).toBe(want);
});

test("a PostgreSQL is found in the folder of its version, the newest one", () => {
  const [older, newer] = ["15", "17"].map((version) => `/usr/lib/postgresql/${version}/bin/postgres`);

  expect(postgres(machine([older ?? "", newer ?? ""]))).toBe(newer);
});

describe.each(PROGRAMS)("$program", ({ program, installed, look, variable, need, remedy, failure }) => {
  test.each([
    { where: "on the system", given: [`/usr/bin/${program}`], env: {}, want: `/usr/bin/${program}` },
    { where: "on the PATH", given: [`/opt/${program}`], env: { PATH: "/usr/bin::/opt" }, want: `/opt/${program}` },
    { where: "by its variable", given: [`/usr/bin/${program}`, "/own"], env: { [variable]: "/own" }, want: "/own" },
  ])("is found $where, without installing anything", ({ given, env, want }) => {
    const here = machine(given, { env });

    expect(look(here)).toBe(want);
    expect(here.ran).toEqual([]);
  });

  test("is not looked for elsewhere where its variable names something else", () => {
    const here = machine([`/usr/bin/${program}`], { env: { [variable]: "/nowhere" } });

    expect(() => look(here)).toThrow(`${variable} names /nowhere, which is not a program.`);
  });

  test("is installed as root on Debian", () => {
    const here = machine(["/usr/bin/apt-get"]);

    expect(look(here)).toBe(`/usr/bin/${program}`);
    expect(here.ran).toEqual([
      expect.stringMatching(/^\/usr\/bin\/apt-get update /),
      expect.stringMatching(new RegExp(`^/usr/bin/apt-get install -y .*\\b${installed}\\b`)),
    ]);
  });

  test.each([
    { who: "who is not root", programs: ["/usr/bin/apt-get"], isRoot: false },
    { who: "without apt-get", programs: [], isRoot: true },
  ])("is asked for of a user $who, where no library can download it", ({ programs, isRoot }) => {
    const here = machine(programs, { isRoot, run: () => ({ ok: false, output: "no network" }) });

    expect(() => look(here)).toThrow(new MissingProgram(`The tests need ${need}${failure}`));
  });

  test("is neither looked for nor installed where its variable is empty", () => {
    const here = machine([`/usr/bin/${program}`, "/usr/bin/apt-get"], { env: { [variable]: "" } });

    expect(() => look(here)).toThrow(new MissingProgram(`The tests need ${need}: ${remedy}.`));
    expect(here.ran).toEqual([]);
  });

  test("lets tests be skipped where it is missing, but not with CI set", () => {
    const env = { [variable]: "" };

    expect(programForTests(look, machine([], { env }))).toBeUndefined();
    expect(() => programForTests(look, machine([], { env: { ...env, CI: "true" } }))).toThrow(MissingProgram);
  });

  test("lets no test be skipped where its variable names something else", () => {
    const here = machine([], { env: { [variable]: "/nowhere" } });

    expect(() => programForTests(look, here)).toThrow("which is not a program");
  });

  test("is asked for, with the output of what installs it, when that failed", () => {
    const here = machine(["/usr/bin/apt-get"], { run: () => ({ ok: false, output: "no network" }) });

    expect(() => look(here)).toThrow(/ failed: install .*\nno network$/);
  });

  test("is asked for where something else was installed", () => {
    const here = machine(["/usr/bin/apt-get"], { run: () => ({ ok: true, output: "" }) });

    expect(() => look(here)).toThrow(`The tests need ${need}, which was installed, but not found; ${remedy}.`);
  });
});

describe("the download of the browser library", () => {
  /** A machine that has what was downloaded, which starts or does not. */
  function downloading({ starts }: { starts: boolean }) {
    const ran: string[] = [];
    let isThere = false;
    return {
      ...machine([], {
        isRoot: false,
        isExecutable: (path) => isThere && path.includes("ms-playwright"),
        run(_command, args) {
          ran.push(args.join(" "));
          isThere ||= args.includes("install");
          return { ok: starts || args[0] !== "--version", output: "" };
        },
      }),
      ran,
    };
  }

  test("is the browser for a user who is not root", () => {
    const here = downloading({ starts: true });

    expect(chromium(here)).toMatch(/ms-playwright/);
    expect(chromium(here)).toMatch(/ms-playwright/);
    expect(here.ran.filter((args) => / install .*chromium$/.test(args))).toHaveLength(1);
  });

  test("is not taken where it does not start", () => {
    expect(() => chromium(downloading({ starts: false }))).toThrow("which was installed, but not found");
  });
});
