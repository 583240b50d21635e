import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type CountingServer, openCountingServer } from "../src/counting-server.ts";
import { ENVIRONMENT } from "../src/installed-mock.ts";
import { NEXT_VERSIONS, NextProject } from "../src/next-project.ts";
import type { RunningServer } from "../src/running-server.ts";

const TOKEN = "an-access-token-that-no-cache-may-keep";

/** Next 14 caches by default what a page or a route fetches; the later ones only what is made at build time. */
const versions = process.env.NEXT_VERSIONS === "all" ? NEXT_VERSIONS : NEXT_VERSIONS.slice(0, 1);

describe.each(versions)("in an app of Next $next,", (version) => {
  let server: CountingServer;
  let project: NextProject;
  let app: RunningServer;
  let sentByBuild: number;
  let tokensOfBuild: number;

  beforeAll(async () => {
    server = await openCountingServer(TOKEN);
    const routes = { "https://auth.sinch.com": server.url, "https://eu.conversation.api.sinch.com": server.url };
    project = await NextProject.create(inject("project"), version, ENVIRONMENT, routes);
    await project.build();
    sentByBuild = server.messageIds.length;
    tokensOfBuild = server.tokenRequests;
    app = await project.start();
  }, 300_000);

  afterAll(async () => {
    await app?.stop();
    server?.close();
  });

  test("the build sends nothing and asks for no token", () => {
    expect({ sentByBuild, tokensOfBuild }).toEqual({ sentByBuild: 0, tokensOfBuild: 0 });
  });

  test.each([
    ["a page", () => fetch(`${app.url}/page`)],
    ["a GET of a route", () => fetch(`${app.url}/latest`)],
    ["a POST to a route", () => fetch(`${app.url}/parcels`, { method: "POST", body: '{"contactId":"01J"}' })],
    ["a server action", () => submitForm(`${app.url}/form`)],
  ])("each request to %s is one more send, which reaches the server", async (name, request) => {
    for (let round = 0; round < 3; round++) {
      const before = server.messageIds.length;

      const response = await request();
      const text = await response.text();

      expect(response.status, text).toBe(200);
      expect(server.messageIds).toHaveLength(before + 1);
      if (name !== "a server action") expect(text).toContain(server.messageIds.at(-1));
    }
  });

  test("the token is in no file of the build and its caches", async () => {
    expect(server.tokenRequests).toBeGreaterThan(0);
    expect(await project.filesWith(TOKEN)).toEqual([]);
  });
});

/** Submits the form of a page as a browser does that runs no script. */
async function submitForm(url: string): Promise<Response> {
  const page = await (await fetch(url)).text();
  const form = new FormData();
  for (const [, name = ""] of page.matchAll(/<input type="hidden" name="(\$ACTION[^"]*)"/g)) form.set(name, "");
  return fetch(url, { method: "POST", body: form });
}
