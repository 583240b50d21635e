import { spawn } from "node:child_process";
import { cp, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { addToYaml, copyOfSpecs } from "@sinch-fetch/description/testing";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const MAIN = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const TSC = fileURLToPath(new URL("../node_modules/@typescript/native/bin/tsc", import.meta.url));
const MANIFEST = "specs/redocly.yaml";
// Each start of the generator would strip and compile the same sources anew.
const ENVIRONMENT = { ...process.env, NODE_COMPILE_CACHE: join(ROOT, "tools/codegen/node_modules/.compiled") };

/** A copy of the conversation description and of its client, so that the client can be compiled. */
export async function copyOfConversation(): Promise<string> {
  const root = await copyOfSpecs();
  await addToYaml(join(root, MANIFEST), [[], { apis: { conversation: { root: "./conversation/openapi.yaml" } } }]);
  for (const other of ["auth", "batch", "mock", "templates"]) await rm(join(root, "specs", other), { recursive: true });
  await cp(join(ROOT, "tsconfig.base.json"), join(root, "tsconfig.base.json"));
  const [from, to] = [join(ROOT, "packages/conversation"), join(root, "packages/conversation")];
  for (const part of ["src", "package.json", "tsconfig.json"]) {
    await cp(join(from, part), join(to, part), { recursive: true });
  }
  await symlink(join(from, "node_modules"), join(to, "node_modules"), "junction");
  return root;
}

/** What a process did. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the generator on a repository. */
export function generator(root: string, ...options: string[]): Promise<Outcome> {
  return run(root, MAIN, "--root", root, ...options);
}

/** Checks the types of a package. */
export function compiler(folder: string): Promise<Outcome> {
  return run(folder, TSC);
}

/** Runs a script on this Node, in a folder. */
export async function run(cwd: string, ...args: string[]): Promise<Outcome> {
  const child = spawn(process.execPath, args, { cwd, env: ENVIRONMENT, stdio: ["ignore", "pipe", "pipe"] });
  const closed = new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  const [code, stdout, stderr] = await Promise.all([closed, text(child.stdout), text(child.stderr)]);
  return { code, stdout, stderr };
}
