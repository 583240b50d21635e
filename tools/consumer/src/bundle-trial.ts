import { cp } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build } from "rolldown";

const SOURCE = fileURLToPath(new URL("trial", import.meta.url));

/** The trial as each kind of platform takes it. */
export type BundledTrial = Awaited<ReturnType<typeof bundleTrial>>;

/**
 * Puts the trial into a user's project, where the packages are found, as JavaScript.
 *
 * @returns The path of each file: `command` finds the packages where they are installed, the others hold them.
 */
export async function bundleTrial(project: string) {
  const folder = join(project, "trial");
  await cp(SOURCE, folder, { recursive: true });
  const make = async (name: string, options: BuildOptions): Promise<string> => {
    const file = join(folder, `${name}.js`);
    await build({ input: join(folder, `${name}.ts`), cwd: project, logLevel: "silent", output: { file }, ...options });
    return file;
  };
  const [command, worker, page] = await Promise.all([
    make("command", { external: /^(@sinch-fetch\/|node:)/ }),
    make("worker", { platform: "browser" }),
    make("page", { platform: "browser" }),
  ]);
  return { command, worker, page };
}
