import { once } from "node:events";
import type { Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { installApart } from "@sinch-fetch/workspace";

/** Holds Verdaccio, as a workspace of its own. */
const VERDACCIO = fileURLToPath(new URL("../registry", import.meta.url));

/** A registry of our own. */
export type Registry = Awaited<ReturnType<typeof startRegistry>>;

/** The packages that are published to it, and the only ones that it has: it asks no other registry. */
const SCOPE = "@sinch-fetch";

/**
 * Starts an empty registry on loopback, on a free port, which lets anyone publish.
 *
 * @param folder Where it keeps what is published, and its log.
 * @param signal Ends the installation of the registry's program.
 */
export async function startRegistry(folder: string, signal?: AbortSignal) {
  await installApart(VERDACCIO, signal === undefined ? {} : { signal });
  const entry = createRequire(join(VERDACCIO, "package.json")).resolve("verdaccio");
  const { runServer }: { runServer(config: object): Promise<Server> } = await import(pathToFileURL(entry).href);
  const server = await runServer({
    configPath: join(folder, "config.yaml"),
    storage: join(folder, "storage"),
    uplinks: {},
    packages: { [`${SCOPE}/*`]: { access: ["$all"], publish: ["$all"] } },
    web: { enable: false },
    log: { type: "file", path: join(folder, "verdaccio.log"), level: "warn", format: "json" },
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/`;
  return {
    url,
    /** Returns the version that a package's tag `latest` names; `undefined` for a package that was not published. */
    async latest(name: string): Promise<string | undefined> {
      const response = await fetch(url + name.replace("/", "%2f"));
      if (!response.ok) return undefined;
      const { "dist-tags": tags } = (await response.json()) as { "dist-tags": Record<string, string> };
      return tags.latest;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * The lines of an `.npmrc` by which packages of ours, and no others, are installed from a registry.
 *
 * The token is not one: npm and pnpm publish with any token and with none not at all.
 */
export function scopeSettings({ url }: Registry): string {
  return `${SCOPE}:registry=${url}\n${url.replace("http:", "")}:_authToken=rehearsal\n`;
}

/** The environment variables by which everything is published to a registry, whatever else is configured. */
export function publishSettings({ url }: Registry): Record<string, string> {
  return { npm_config_registry: url, pnpm_config_registry: url, [`npm_config_${SCOPE}:registry`]: url };
}
