import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readManifest, runCommand } from "@sinch-fetch/workspace";
import { bareEnvironment } from "./bare-environment.ts";
import { type RunningServer, startServer } from "./running-server.ts";

const APP = fileURLToPath(new URL("next-app", import.meta.url));
const RECIPES = fileURLToPath(new URL("../recipes", import.meta.url));
const ROUTE = new URL("route.mjs", import.meta.url).href;
const BUILD_LIMIT_MS = 150_000;

/** A version of Next, with the React that it wants. */
export interface NextVersion {
  readonly next: string;
  readonly react: string;
}

/** The newest of each major version that is in use. */
export const NEXT_VERSIONS: readonly NextVersion[] = [
  { next: "14.2.35", react: "18.3.1" },
  { next: "15.5.29", react: "19.0.9" },
  { next: "16.4.6", react: "19.3.1" },
];

/** A user's app of Next, with the packages installed from their tarballs. */
export class NextProject {
  readonly folder: string;
  readonly #env: Readonly<Record<string, string>>;

  private constructor(folder: string, env: Readonly<Record<string, string>>) {
    this.folder = folder;
    this.#env = env;
  }

  /**
   * Makes the app beside a project that the packages are installed in, from the same tarballs.
   *
   * @param routes Base URL of what takes the place of each origin, for the build too.
   * @param copyApp Copies the sources of the app into a folder.
   */
  static async create(
    project: string,
    { next, react }: NextVersion,
    env: Readonly<Record<string, string>>,
    routes: Readonly<Record<string, string>>,
    copyApp = copyCallingApp,
  ): Promise<NextProject> {
    const folder = join(project, "..", `next-${next}-${copyApp.name}`);
    const { dependencies: tarballs = {} } = readManifest(project);
    const needed = ["auth", "conversation"].map((name) => [`@sinch-fetch/${name}`, tarballs[`@sinch-fetch/${name}`]]);
    const dependencies = { ...Object.fromEntries(needed), next, react, "react-dom": react };
    await mkdir(folder);
    await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module", dependencies }));
    // Next brings a package with a build script, for images.
    const settings = { overrides: tarballs, allowBuilds: { sharp: false } };
    await writeFile(join(folder, "pnpm-workspace.yaml"), JSON.stringify(settings));
    await copyApp(folder);
    await stripTypes(folder);
    await runCommand(["pnpm", "install", "--prefer-offline"], { cwd: folder });
    return new NextProject(folder, {
      ...env,
      ROUTES: JSON.stringify(routes),
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      NODE_OPTIONS: `--import=${ROUTE}`,
    });
  }

  /** Runs `next build`, and returns what it printed. */
  build(): Promise<string> {
    const env = bareEnvironment(this.#env);
    return runCommand([process.execPath, ...this.#next("build")], {
      cwd: this.folder,
      env,
      timeLimitMs: BUILD_LIMIT_MS,
    });
  }

  /**
   * Runs `next start` on a free port of this machine.
   *
   * @param env Variables that the build had not.
   */
  start(env: Readonly<Record<string, string>> = {}): Promise<RunningServer> {
    const args = this.#next("start", "--hostname", "127.0.0.1", "--port", "0");
    return startServer(args, { cwd: this.folder, env: { ...this.#env, ...env } }, (printed) =>
      /Ready/.test(printed) ? /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0] : undefined,
    );
  }

  /** The files of the build and of its caches that hold a text, also in Base64. */
  async filesWith(text: string): Promise<readonly string[]> {
    const forms = [text, ...base64Forms(text)];
    const entries = await readdir(join(this.folder, ".next"), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
    const contents = await Promise.all(files.map((file) => readFile(file)));
    return files.filter((_file, index) => forms.some((form) => contents[index]?.includes(form)));
  }

  #next(...args: readonly string[]): readonly string[] {
    return [join(this.folder, "node_modules/next/dist/bin/next"), ...args];
  }
}

/** Copies the app that calls from pages, routes and actions, and the recipe for callbacks into it. */
export async function copyCallingApp(folder: string): Promise<void> {
  await cp(APP, folder, { recursive: true });
  await cp(join(RECIPES, "next.ts"), join(folder, "app/callbacks/route.ts"));
  await cp(join(RECIPES, "on.ts"), join(folder, "app/callbacks/on.ts"));
}

/** Makes JavaScript of an app: Next would install TypeScript, had it types in it. */
async function stripTypes(folder: string): Promise<void> {
  for (const path of await readdir(folder, { recursive: true })) {
    if (!path.endsWith(".ts")) continue;
    const source = await readFile(join(folder, path), "utf8");
    await rm(join(folder, path));
    await writeFile(join(folder, path.replace(/\.ts$/, ".js")), stripTypeScriptTypes(source));
  }
}

/** What a text looks like inside of a longer one in Base64: by where it begins, the ends left away. */
function base64Forms(text: string): readonly string[] {
  return [0, 1, 2].map((before) =>
    Buffer.from(" ".repeat(before) + text)
      .toString("base64")
      .slice(4, -4),
  );
}
