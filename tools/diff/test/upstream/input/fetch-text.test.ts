import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { fetchText } from "../../../src/upstream/read-source.ts";
import { UnusableInput } from "../../../src/upstream/unusable-input.ts";
import { closedServer, localServer } from "../local-server.ts";

test("a text is fetched, without credentials", async () => {
  const headers: string[] = [];
  const address = await localServer((request, response) => {
    headers.push(...Object.keys(request.headers));
    response.end("openapi: 3.1.0 ☂");
  });

  const { url, text } = await fetchText(`${address}/notes.yaml`);

  expect({ path: url.pathname, text }).toEqual({ path: "/notes.yaml", text: "openapi: 3.1.0 ☂" });
  expect(headers).not.toContain("authorization");
  expect(headers).not.toContain("cookie");
});

test("redirects are followed, and the last address counts", async () => {
  const address = await localServer((request, response) => {
    if (request.url === "/new/notes.yaml") response.end("here");
    else response.writeHead(302, { location: "/new/notes.yaml" }).end();
  });

  const { url, text } = await fetchText(`${address}/old`);

  expect({ path: url.pathname, text }).toEqual({ path: "/new/notes.yaml", text: "here" });
});

test("a packed text is unpacked", async () => {
  const address = await localServer((_, response) => {
    response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("unpacked"));
  });

  expect((await fetchText(address)).text).toBe("unpacked");
});

describe("an address is refused before anything is sent:", () => {
  test.each([
    {
      given: "http://example.com/notes.yaml",
      want: "http://example.com/notes.yaml: only https, or http to this machine, is fetched",
    },
    {
      given: "http://127.0.0.1.example.com/a?key=1",
      want: "http://127.0.0.1.example.com/a: only https, or http to this machine, is fetched",
    },
    {
      given: "ftp://127.0.0.1/notes.yaml",
      want: "ftp://127.0.0.1/notes.yaml: only https, or http to this machine, is fetched",
    },
    { given: "file:///etc/hosts", want: "file:///etc/hosts: only https, or http to this machine, is fetched" },
    { given: "https://someone:secret@example.com/", want: "example.com: credentials in an address are not sent" },
    { given: "https://", want: "https:// is not an address" },
  ])("$given", async ({ given, want }) => {
    await expect(fetchText(given)).rejects.toEqual(new UnusableInput(want));
  });
});

describe("what cannot be had is reported:", () => {
  test("a server that says no", async () => {
    const address = await localServer((_, response) => void response.writeHead(404).end("Vendor prose"));

    await expect(fetchText(`${address}/notes.yaml?key=1`)).rejects.toEqual(
      new UnusableInput(`${address}/notes.yaml returned 404`),
    );
  });

  test("no server", async () => {
    const address = await closedServer();

    await expect(fetchText(`${address}/notes.yaml`)).rejects.toEqual(
      new UnusableInput(`${address}/notes.yaml cannot be reached: ECONNREFUSED`),
    );
  });

  test("a server that is slow", async () => {
    const address = await localServer((_, response) => void response.writeHead(200).write("openapi: "));

    await expect(fetchText(address, { timeoutMs: 200 })).rejects.toEqual(
      new UnusableInput(`${address}/ did not respond within 0.2 s`),
    );
  });

  test("a text that never ends", async () => {
    const address = await localServer((_, response) => {
      response.on("drain", () => response.write("x".repeat(65_536)));
      response.write("x".repeat(65_536));
      response.write("x".repeat(65_536));
    });

    await expect(fetchText(address, { maxBytes: 1_000_000 })).rejects.toEqual(
      new UnusableInput(`${address}/ is larger than 1000000 bytes`),
    );
  });

  test("a small packed text that is large", async () => {
    const address = await localServer((_, response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("x".repeat(2_000_000)));
    });

    await expect(fetchText(address, { maxBytes: 1_000_000 })).rejects.toEqual(
      new UnusableInput(`${address}/ is larger than 1000000 bytes`),
    );
  });

  test("a circle of redirects", async () => {
    const address = await localServer((_, response) => void response.writeHead(301, { location: "/again" }).end());

    await expect(fetchText(`${address}/notes.yaml?key=1`)).rejects.toEqual(
      new UnusableInput(`${address}/notes.yaml redirects more than 5 times`),
    );
  });

  test.each([
    { location: "http://example.com/", want: "http://example.com/: only https, or http to this machine, is fetched" },
    { location: "file:///etc/hosts", want: "file:///etc/hosts: only https, or http to this machine, is fetched" },
    { location: "https://someone:secret@example.com/", want: "example.com: credentials in an address are not sent" },
  ])("a redirect to $location", async ({ location, want }) => {
    const address = await localServer((_, response) => void response.writeHead(307, { location }).end());

    await expect(fetchText(address)).rejects.toEqual(new UnusableInput(want));
  });
});
