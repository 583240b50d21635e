import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { judge, readAccepted } from "../../src/upstream/accepted.ts";
import type { Difference } from "../../src/upstream/difference.ts";
import { UnusableInput } from "../../src/upstream/unusable-input.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "accepted-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const height: Difference = {
  operation: "POST /messages:send",
  path: "request · message.card_message.height",
  kind: "different",
  text: "enum: TALL here only",
};
const region: Difference = { path: "servers · https://br.example.com", kind: "extra-here", text: "extra here" };

describe("a difference is accepted by its line:", () => {
  test.each([
    { given: "POST /messages:send · request · message.card_message.height · enum: TALL here only", want: true },
    { given: "POST /messages:send · request · *height · enum: TALL here only", want: true },
    { given: "* · enum: TALL here only", want: true },
    { given: "*height*", want: true },
    { given: "POST /messages:send · request · message.card_message.height · enum: TALL upstream only", want: false },
    { given: "POST /messages:send · request · message.card_message.height", want: false },
    { given: "POST /messages:send · request · message.card.message.height · enum: TALL here only", want: false },
    { given: "post /messages:send · request · message.card_message.height · enum: TALL here only", want: false },
  ])("$given: $want", ({ given, want }) => {
    const { judged, stale } = judge([height], [{ difference: given, reason: "Meant." }]);

    expect(judged).toEqual([want ? { ...height, accepted: "Meant." } : height]);
    expect(stale).toHaveLength(want ? 0 : 1);
  });
});

test("a fact is accepted by its own line, wherever it shows", () => {
  const card: Difference = { ...height, origin: "schemas/CardMessage/properties/height" };
  const shown = [card, { ...card, operation: "POST /messages:transcode" }];

  const { judged, stale } = judge(shown, [
    { difference: "CardMessage.height · enum: TALL here only", reason: "Meant." },
  ]);

  expect(judged).toEqual(shown.map((difference) => ({ ...difference, accepted: "Meant." })));
  expect(stale).toEqual([]);
});

test("entries that fit none are named; one that fits beside another is not", () => {
  const [first, second, third] = ["servers · *", "* · extra here", "servers · https://us.example.com · extra here"].map(
    (difference) => ({ difference, reason: difference }),
  );
  if (!first || !second || !third) throw new Error("three entries");

  const { judged, stale } = judge([region, height], [first, second, third]);

  expect(judged).toEqual([{ ...region, accepted: "servers · *" }, height]);
  expect(stale).toEqual([third]);
});

describe("a list is read:", () => {
  test("entries", async () => {
    const file = await listOf("- difference: ' a · b '\n  reason: Because.\n");

    expect(await readAccepted(file, "list.yaml", false)).toEqual([{ difference: "a · b", reason: "Because." }]);
  });

  test("comments alone", async () => {
    expect(await readAccepted(await listOf("# nothing yet\n"), "list.yaml", false)).toEqual([]);
  });

  test("an absent one, where it may be absent", async () => {
    expect(await readAccepted(join(folder, "none.yaml"), "none.yaml", true)).toEqual([]);
  });
});

describe("a list is refused:", () => {
  test.each([
    { given: "difference: a", want: "list.yaml is not a list" },
    { given: "- difference: a\n", want: "list.yaml, entry 1: needs a difference and a reason, both text" },
    {
      given: "- difference: a\n  reason: ' '\n",
      want: "list.yaml, entry 1: needs a difference and a reason, both text",
    },
    { given: "- text\n", want: "list.yaml, entry 1: needs a difference and a reason, both text" },
    {
      given: "- { difference: a, reason: b }\n- { difference: a, reason: b, until: c }\n",
      want: "list.yaml, entry 2: has a member that is not known, until",
    },
    { given: "- { difference: '* · *', reason: b }\n", want: "list.yaml, entry 1: would accept everything" },
  ])("$given", async ({ given, want }) => {
    await expect(readAccepted(await listOf(given), "list.yaml", false)).rejects.toEqual(new UnusableInput(want));
  });

  test("broken YAML", async () => {
    await expect(readAccepted(await listOf("- [\n"), "list.yaml", false)).rejects.toThrow(/^list.yaml is not YAML: /);
  });

  test("an absent one that was asked for", async () => {
    await expect(readAccepted(join(folder, "none.yaml"), "none.yaml", false)).rejects.toEqual(
      new UnusableInput("none.yaml cannot be read: ENOENT"),
    );
  });
});

async function listOf(text: string): Promise<string> {
  const file = join(folder, "list.yaml");
  await writeFile(file, text);
  return file;
}
