import { describe, expect, test } from "vitest";
import { chromium, type Machine } from "../src/chromium.ts";

function machine(programs: readonly string[], more: Partial<Machine> = {}): Machine & { readonly ran: string[] } {
  const present = new Set(programs);
  const ran: string[] = [];
  return {
    env: {},
    isRoot: true,
    isExecutable: (path) => present.has(path),
    run(command, args) {
      ran.push([command, ...args].join(" "));
      if (args[0] === "install") present.add("/usr/bin/chromium");
      return { ok: true, said: "" };
    },
    ...more,
    ran,
  };
}

describe("chromium", () => {
  test.each([
    { given: ["/usr/bin/chromium", "/usr/bin/google-chrome"], env: {}, want: "/usr/bin/chromium" },
    { given: ["/usr/bin/google-chrome"], env: {}, want: "/usr/bin/google-chrome" },
    { given: ["/opt/browser/chromium"], env: { PATH: "/usr/bin:/opt/browser" }, want: "/opt/browser/chromium" },
    { given: ["/usr/bin/chromium", "/own"], env: { CHROMIUM_PATH: "/own" }, want: "/own" },
  ])("finds $want without installing anything", ({ given, env, want }) => {
    const here = machine(given, { env });

    expect(chromium(here)).toBe(want);
    expect(here.ran).toEqual([]);
  });

  test("refuses a CHROMIUM_PATH that is no program, though there is another browser", () => {
    const here = machine(["/usr/bin/chromium"], { env: { CHROMIUM_PATH: "/nowhere" } });

    expect(() => chromium(here)).toThrow("CHROMIUM_PATH names /nowhere, which is not a program.");
  });

  test("installs one as root on Debian", () => {
    const here = machine(["/usr/bin/apt-get"]);

    expect(chromium(here)).toBe("/usr/bin/chromium");
    expect(here.ran).toEqual([
      expect.stringMatching(/^\/usr\/bin\/apt-get update /),
      expect.stringMatching(/^\/usr\/bin\/apt-get install -y .*\bchromium\b/),
    ]);
  });

  test.each([
    { who: "who is not root", here: machine(["/usr/bin/apt-get"], { isRoot: false }) },
    { who: "without apt-get", here: machine([]) },
  ])("tells a user $who what to do", ({ here }) => {
    expect(() => chromium(here)).toThrow("The tests need a browser: install Chromium, or name one in CHROMIUM_PATH.");
    expect(here.ran).toEqual([]);
  });

  test("passes on what apt-get said when it failed", () => {
    const here = machine(["/usr/bin/apt-get"], { run: () => ({ ok: false, said: "no network" }) });

    expect(() => chromium(here)).toThrow(/apt-get update failed; install Chromium.* It said: no network$/);
  });
});
