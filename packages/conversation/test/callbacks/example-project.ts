import { type ChildProcess, execFile, spawn } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "tsdown";

const PACKAGE = fileURLToPath(new URL("../..", import.meta.url));
const FREE_PORT = new URL("free-port.mjs", import.meta.url).href;
const FRAMEWORKS = ["@hono/node-server", "express", "hono", "next", "react", "react-dom"];

/** The build of Next takes five seconds, and many times that on a machine that is busy. */
const BUILD_LIMIT_MS = 150_000;

/** The programs that the README shows. */
export const EXAMPLES: URL = new URL("examples/", import.meta.url);

/** A server that is under way. */
export interface RunningExample {
  readonly url: string;
  /** What it has printed so far. */
  output(): string;
  stop(): Promise<void>;
}

/** A project of a user, with this package and the frameworks installed, and the examples as programs in it. */
export class ExampleProject {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Makes the project in a folder of its own, and builds this package into it from its sources. */
  static async create(): Promise<ExampleProject> {
    // Beside the repository's dependencies, which the bundler of Next wants below one common folder.
    const project = new ExampleProject(realpathSync(mkdtempSync(join(PACKAGE, "node_modules", ".examples-"))));
    const installed = join(project.folder, "node_modules/@sinch-fetch/conversation");
    mkdirSync(installed, { recursive: true });
    copyFileSync(join(PACKAGE, "package.json"), join(installed, "package.json"));
    const entry = join(PACKAGE, "src/callbacks.ts");
    const output = { outDir: join(installed, "dist"), format: "esm", dts: false } as const;
    await build({ config: false, cwd: PACKAGE, entry, ...output, platform: "neutral", logLevel: "silent" });
    for (const name of FRAMEWORKS) {
      const link = join(project.folder, "node_modules", name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(realpathSync(join(PACKAGE, "node_modules", name)), link);
    }
    writeFileSync(join(project.folder, "package.json"), '{ "private": true, "type": "module" }');
    return project;
  }

  /** Starts an example that is a program of its own. */
  start(example: string, env: Readonly<Record<string, string>>): Promise<RunningExample> {
    return this.#run([this.#write(example, `${example}.js`)], env);
  }

  /** Builds an app around an example that is a route of Next, and starts it. */
  async startNext(example: string, env: Readonly<Record<string, string>>): Promise<RunningExample> {
    this.#write(example, "app/callbacks/route.js");
    const next = join(this.folder, "node_modules/next/dist/bin/next");
    const production = { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" } as const;
    await promisify(execFile)(process.execPath, [next, "build"], {
      cwd: this.folder,
      env: production,
      timeout: BUILD_LIMIT_MS,
      killSignal: "SIGKILL",
    });
    return this.#run([next, "start"], { ...env, ...production });
  }

  /** Puts an example into the project, as JavaScript: Next would install the types of React, had it types in it. */
  #write(example: string, file: string): string {
    const path = join(this.folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, stripTypeScriptTypes(readFileSync(new URL(example, EXAMPLES), "utf8")));
    return path;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #run(args: readonly string[], env: Readonly<Record<string, string>>): Promise<RunningExample> {
    const child = spawn(process.execPath, ["--import", FREE_PORT, ...args], {
      cwd: this.folder,
      env: { PATH: process.env.PATH, ...env },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (text) => (output += text));
    const port = await new Promise((resolve, reject) => {
      child.once("message", resolve);
      child.once("exit", (code) => reject(new Error(`${args.join(" ")} ended with ${code}:\n${output}`)));
    });
    return { url: `http://127.0.0.1:${port}/callbacks`, output: () => output, stop: () => stop(child) };
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await ended;
}
