import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type * as MockPackage from "@sinch-fetch/mock";
import type { Api, Exchange, Mock } from "@sinch-fetch/mock";

/** The hosts that the clients ask, by the API of the mock that takes their place. */
const HOSTS: Readonly<Record<Api, readonly string[]>> = {
  auth: ["auth.sinch.com"],
  batch: ["us", "eu", "br"].map((region) => `${region}.conversationbatch.api.sinch.com`),
  templates: ["us", "eu", "br"].map((region) => `${region}.template.api.sinch.com`),
  conversation: ["us", "eu", "br"].map((region) => `${region}.conversation.api.sinch.com`),
};

/** What a reader has set before trying a program of a README. */
export const ENVIRONMENT: Readonly<Record<string, string>> = {
  SINCH_PROJECT_ID: "a3c1f0de-6c2b-4f0e-9d53-2f1b7c9e8a44",
  SINCH_KEY_ID: "5b1d7a90-0c3e-4a7f-8f16-9e2d4c6b8a10",
  SINCH_KEY_SECRET: "not-a-secret",
  SINCH_APP_ID: "01JCTM2V4H8Q6N3T5B7WZ9XKDE",
};

/** A mock that was started from a user's project. */
export type InstalledMock = Awaited<ReturnType<typeof startInstalledMock>>;

/** Imports the mock that is installed in a project. */
export function importInstalledMock(project: string): Promise<typeof MockPackage> {
  const path = createRequire(join(project, "package.json")).resolve("@sinch-fetch/mock");
  return import(pathToFileURL(path).href);
}

/**
 * Starts the mock that is installed in a project, to take the place of the hosts of Sinch.
 *
 * @returns Its base URL for each origin of Sinch, and the requests so far that the descriptions forbid.
 */
export async function startInstalledMock(project: string) {
  const { startMock } = await importInstalledMock(project);
  const refused: Exchange[] = [];
  const onExchange = (exchange: Exchange) => void (exchange.violations.length > 0 && refused.push(exchange));
  const mock: Mock<Api, false> = await startMock({ stateful: false, onExchange });
  const routes = Object.entries(HOSTS).flatMap(([api, hosts]) =>
    hosts.map((host) => [`https://${host}`, mock[api as Api]] as const),
  );
  return { routes: Object.fromEntries(routes), refused, close: () => mock.close() };
}
