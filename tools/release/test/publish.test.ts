import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { beforeEach, expect, test } from "vitest";
import { type Registry, scopeSettings, startRegistry } from "../src/registry.ts";
import { packedRepository } from "./packed-releases.ts";
import { folderWith } from "./temporary.ts";

const SCRIPT = fileURLToPath(new URL("../src/publish.ts", import.meta.url));
let registry: Registry;

beforeEach(async () => {
  registry = await startRegistry(folderWith({}));
  return () => registry.close();
});

/** Runs the script in a repository as the workflow does. */
async function publish({ root, packed }: { root: string; packed: string }, path = process.env.PATH) {
  writeFileSync(join(root, ".npmrc"), scopeSettings(registry));
  const child = spawn(process.execPath, [SCRIPT, packed], {
    cwd: root,
    env: { ...process.env, PATH: path, npm_config_registry: registry.url, npm_config_cache: join(root, "cache") },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [[code], stdout, stderr] = await Promise.all([once(child, "close"), text(child.stdout), text(child.stderr)]);
  return { code, lines: stdout.split("\n").filter((line) => / (is )?published |^published /.test(line)), stderr };
}

/** A folder with an npm that fails when it is to publish what matches, and is npm else. */
function failingNpm(pattern: string): string {
  const folder = folderWith({
    npm: `#!/bin/sh\ncase "$*" in *${pattern}*) exit 1;; esac\nPATH=\${PATH#*:} exec npm "$@"\n`,
  });
  chmodSync(join(folder, "npm"), 0o755);
  return `${folder}:${process.env.PATH}`;
}

test("the archives reach the registry, byte for byte, each after what it depends on", async () => {
  const repository = packedRepository();

  const { code, lines } = await publish(repository);

  expect({ code, lines }).toEqual({
    code: 0,
    lines: ["published @sinch-fetch/one@1.2.0", "published @sinch-fetch/two@1.2.0"],
  });
  for (const name of ["one", "two"]) {
    expect(await registry.latest(`@sinch-fetch/${name}`)).toBe("1.2.0");
    const response = await fetch(`${registry.url}@sinch-fetch/${name}/-/${name}-1.2.0.tgz`);
    const packed = readFileSync(join(repository.packed, `packages/sinch-fetch-${name}-1.2.0.tgz`));
    expect(Buffer.from(await response.arrayBuffer()).equals(packed)).toBe(true);
  }
});

test("a run that broke off publishes what is missing when it runs again", async () => {
  const repository = packedRepository();

  const broken = await publish(repository, failingNpm("two-1.2.0.tgz"));
  const again = await publish(repository);

  expect(broken).toMatchObject({ code: 1, lines: ["published @sinch-fetch/one@1.2.0"] });
  expect(broken.stderr).toContain("@sinch-fetch/two@1.2.0 was not published: npm failed");
  expect(again).toMatchObject({
    code: 0,
    lines: ["@sinch-fetch/one@1.2.0 is published already", "published @sinch-fetch/two@1.2.0"],
  });
});

test("nothing is published after what failed", async () => {
  const { code, lines } = await publish(packedRepository(), failingNpm("one-1.2.0.tgz"));

  expect({ code, lines, two: await registry.latest("@sinch-fetch/two") }).toEqual({
    code: 1,
    lines: [],
    two: undefined,
  });
});

test("a version that is there with other content is an error", async () => {
  await publish(packedRepository());

  const { code, stderr } = await publish(packedRepository({ description: "other" }));

  expect(code).toBe(1);
  expect(stderr).toContain("@sinch-fetch/one@1.2.0 is published already, with other content");
});
