import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copyOfSpecs, put } from "@sinch-fetch/description/testing";
import { afterAll, describe, expect, test } from "vitest";
import { run } from "../../src/upstream/run.ts";
import { ownDescriptions } from "./cases/descriptions.ts";
import { edited } from "./cases/edit.ts";
import { localServer } from "./local-server.ts";
import { vendorLike } from "./vendor-like.ts";

const RESPONSES = "paths > /oauth2/token > post > responses";
const LIST = "specs/auth/upstream-accepted.yaml";
const KEPT = "specs/upstream/auth.json";

const folder = await mkdtemp(join(tmpdir(), "diff-since-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

const own = (await ownDescriptions()).get("auth")?.root ?? {};
const kept = edited(vendorLike(own, { openapi: "3.0.2", kinds: "alternatives", callbacks: "webhooks" }), [
  `${RESPONSES} > 429`,
  undefined,
]);

/** Serves two descriptions of the vendor's: as it was, and as it is now. */
async function served(earlier: unknown, now: unknown): Promise<{ earlier: string; now: string }> {
  const address = await localServer((request, response) => {
    response.end(JSON.stringify(request.url === "/now.json" ? now : earlier));
  });
  return { earlier: `${address}/earlier.json`, now: `${address}/now.json` };
}

async function upstream(...args: string[]) {
  let [stdout, stderr] = ["", ""];
  const code = await run(args, {
    report: (text) => {
      stdout += text;
    },
    complaint: (reason) => {
      stderr += reason instanceof Error ? `${reason.stack}\n` : `${reason}\n`;
    },
  });
  return { code, stdout, stderr };
}

describe("--since says what the vendor changed, apart from what differs from ours:", () => {
  test("an addition and a removal", async () => {
    const now = edited(edited(kept, [`${RESPONSES} > 503`, { description: "Prose." }]), [
      `${RESPONSES} > 401`,
      undefined,
    ]);
    const at = await served(kept, now);

    expect(await upstream(at.now, "--api", "auth", "--since", at.earlier)).toEqual({
      code: 1,
      stderr: "",
      stdout:
        "the vendor changed since earlier.json:\n" +
        "POST /oauth2/token · response 503 · added\n" +
        "POST /oauth2/token · response 401 · removed\n\n" +
        "POST /oauth2/token · response 503 · missing here\n" +
        "POST /oauth2/token · response 401, POST /oauth2/token · response 429 · extra here\n\n" +
        "auth: 3 to look at, 0 accepted\n",
    });
  });

  test("a change that brings the two closer, in time's words", async () => {
    const at = await served(edited(kept, [`${RESPONSES} > 429`, { description: "Prose." }]), kept);

    const { stdout } = await upstream(at.now, "--api", "auth", "--since", at.earlier);

    expect(stdout).toContain("the vendor changed since earlier.json:\nPOST /oauth2/token · response 429 · removed\n\n");
  });

  test("nothing, which leaves the code to what differs from ours", async () => {
    const at = await served(kept, kept);
    const list = join(folder, "accepted.yaml");
    await writeFile(list, '- { difference: "* · response 429 · extra here", reason: Seen. }\n');

    const { code, stdout } = await upstream(at.now, "--api", "auth", "--since", at.earlier, "--accepted", list);

    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: "the vendor changed nothing since earlier.json\n\nauth: 0 to look at, 1 accepted\n",
    });
  });

  test("a change beside differences that are all accepted: 1", async () => {
    const at = await served(edited(kept, [`${RESPONSES} > 503`, { description: "Prose." }]), kept);
    const list = join(folder, "all.yaml");
    await writeFile(list, '- { difference: "* · response 429 · extra here", reason: Seen. }\n');

    const { code, stdout } = await upstream(
      at.now,
      "--api",
      "auth",
      "--since",
      at.earlier,
      "--accepted",
      list,
      "--json",
    );

    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      since: [{ operation: "POST /oauth2/token", path: "response 503", text: "removed" }],
    });
  });

  test("a change of a callback, whose body the vendor publishes as a schema that no operation names", async () => {
    const callback = {
      requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Rang" } } } },
    };
    const rang = { type: "object", properties: { rang: { type: "string" } } };
    const withSchema = edited(kept, ["components > schemas > Rang", rang]);
    const earlier = edited(withSchema, ["x-webhooks", { Rang: { post: callback } }]);
    const now = edited(withSchema, ["components > schemas > Rang > properties > at", { type: "string" }]);
    const at = await served(earlier, now);

    const { stdout } = await upstream(at.now, "--api", "auth", "--since", at.earlier);

    expect(stdout).toContain("the vendor changed since earlier.json:\ncallback Rang · body · at · added: string\n\n");
  });

  test("an earlier description that is not there: 2", async () => {
    const at = await served(kept, kept);

    const { code, stderr } = await upstream(at.now, "--api", "auth", "--since", join(folder, "none.json"));

    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/none.json cannot be read: ENOENT\n$/) });
  });
});

describe("without a source, the structure that the repository keeps", () => {
  test("is compared with", async () => {
    const root = await copyOfSpecs();
    await put(root, KEPT, JSON.stringify(kept));

    expect(await upstream("--api", "auth", "--root", root)).toEqual({
      code: 1,
      stdout: "POST /oauth2/token · response 429 · extra here\n\nauth: 1 to look at, 0 accepted\n",
      stderr: "",
    });
  });

  test("needs the name of a description", async () => {
    expect(await upstream()).toMatchObject({ code: 2, stderr: expect.stringMatching(/^usage: /) });
  });
});

test("--accept adds what is open to the list, once, with the reason, and keeps what is there", async () => {
  const root = await copyOfSpecs();
  await put(root, KEPT, JSON.stringify(edited(kept, [`${RESPONSES} > 401`, undefined])));
  const first = "# Ours.\n- { difference: '* · response 429 · extra here', reason: Seen. }";
  await put(root, LIST, first);
  const args = ["--api", "auth", "--root", root];

  const accepted = await upstream(...args, "--accept", "In the release notes: a 401.");

  expect(accepted).toEqual({ code: 0, stdout: `${LIST}: 1 added\n`, stderr: "" });
  const list = await readFile(join(root, LIST), "utf8");
  expect(list.startsWith(`${first}\n`)).toBe(true);
  expect(await upstream(...args)).toMatchObject({ code: 0, stdout: "auth: 0 to look at, 2 accepted\n" });
  expect(await upstream(...args, "--accept", "Again.")).toMatchObject({ code: 0, stdout: `${LIST}: 0 added\n` });
  expect(await readFile(join(root, LIST), "utf8")).toBe(list);
});
