import { cp, mkdir, realpath, symlink, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "rolldown";
import { COMPILERS, type Compiler, compile, type Diagnostic } from "./compiler.ts";
import { RUNTIMES_FOLDER } from "./install-runtimes.ts";
import { type RunningServer, startServer } from "./running-server.ts";
import { type Signing, signedHeaders } from "./signed-callback.ts";

const CONSUMER = fileURLToPath(new URL("..", import.meta.url));
const FREE_PORT = new URL("free-port.mjs", import.meta.url).href;

/** What the recipes import besides the packages, with the types that users install beside it. */
const FRAMEWORKS = [
  "@hono/node-server",
  "@nestjs/common",
  "@nestjs/core",
  "@nestjs/platform-express",
  "@types/aws-lambda",
  "@types/express",
  "express",
  "fastify",
  "hono",
  "redis",
  "reflect-metadata",
  "rxjs",
];

/** A project of a user with the frameworks installed, and the recipes of the README as programs in it. */
export class RecipeProject {
  readonly folder: string;
  /** What each compiler has to say of the recipes, by its name. */
  readonly diagnostics: Readonly<Record<string, readonly Diagnostic[]>>;

  private constructor(folder: string, diagnostics: Readonly<Record<string, readonly Diagnostic[]>>) {
    this.folder = folder;
    this.diagnostics = diagnostics;
  }

  /**
   * Makes it beside a project that the packages are installed in, and compiles the recipes in it. The runtimes must have
   * been installed.
   */
  static async create(project: string): Promise<RecipeProject> {
    const folder = join(project, "../recipe-project");
    const link = async (from: string, name: string) => {
      const to = join(folder, "node_modules", name);
      await mkdir(dirname(to), { recursive: true });
      await symlink(await realpath(join(from, "node_modules", name)), to);
    };
    await Promise.all([
      link(project, "@sinch-fetch/conversation"),
      link(CONSUMER, "@types/node"),
      ...FRAMEWORKS.map((name) => link(RUNTIMES_FOLDER, name)),
      cp(join(CONSUMER, "recipes"), join(folder, "recipes"), { recursive: true, filter: isOfNode }),
    ]);
    await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }');
    const diagnostics = await Promise.all(
      COMPILERS.map(
        async (compiler, index) => [compiler.name, await compileAll(compiler, folder, index === 0)] as const,
      ),
    );
    return new RecipeProject(folder, Object.fromEntries(diagnostics));
  }

  /** Starts a program that serves `/callbacks`: a recipe, or a host of one. */
  start(program: string, env: Readonly<Record<string, string>>): Promise<RunningServer> {
    return run(["--import", FREE_PORT, join(this.folder, "compiled", `${program}.js`)], env, "/callbacks");
  }

  /** Starts a recipe that is a worker, in workerd. */
  async startWorker(recipe: string, bindings: Readonly<Record<string, string>>): Promise<RunningServer> {
    const file = join(this.folder, "worker.js");
    const input = join(this.folder, "compiled", `${recipe}.js`);
    await build({ input, cwd: this.folder, platform: "browser", logLevel: "silent", output: { file } });
    return run([join(RUNTIMES_FOLDER, "serve-worker.mjs"), file, JSON.stringify(bindings)], {}, "/callbacks");
  }
}

/** Starts a program that serves, on a free port in place of its own. */
export function startOnFreePort(path: string, env: Readonly<Record<string, string>>): Promise<RunningServer> {
  return run(["--import", FREE_PORT, path], env, "");
}

/** Posts a body to a receiver of callbacks as Sinch does, over a connection of its own. */
export function postSigned(url: string, body: string | Uint8Array, signing: Signing = {}): Promise<Response> {
  const headers = { ...signedHeaders(body, signing), connection: "close" };
  return fetch(url, { method: "POST", headers, body: body as BodyInit });
}

/** Next resolves imports in its own way: its recipe is compiled with the apps of Next. */
function isOfNode(path: string): boolean {
  return basename(path) !== "next.ts";
}

/** NestJS wants the older decorators. The declarations of frameworks are not ours to check. */
function compileAll(compiler: Compiler, folder: string, emits: boolean): Promise<Diagnostic[]> {
  const emit = emits ? { noEmit: false, rootDir: ".", outDir: "compiled" } : {};
  return compile(compiler, folder, {
    name: "recipes",
    compilerOptions: {
      types: [],
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
      isolatedModules: true,
      rewriteRelativeImportExtensions: true,
      skipLibCheck: true,
      ...emit,
    },
    include: ["recipes"],
  });
}

/** Starts a program that sends its port as a message. A SIGTERM lets workerd end with it, which a kill would not. */
function run(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  path: "" | "/callbacks",
): Promise<RunningServer> {
  return startServer(args, { env, stopSignal: "SIGTERM" }, (_printed, port) =>
    port === undefined ? undefined : `http://127.0.0.1:${port}${path}`,
  );
}
