import { readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createProject, type Project } from "@sinch-fetch/consumer/project";
import { REPOSITORY } from "@sinch-fetch/workspace";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { brokenPrograms } from "../../src/promises/broken-programs.ts";
import { type PromisedProgram, promisedPrograms } from "../../src/promises/promised-programs.ts";

/** An edit of the declarations of a package. */
interface Edit {
  readonly title: string;
  readonly name: string;
  /** In the one declaration file of the package that has it. */
  readonly from: RegExp;
  readonly to: string;
}

const KEPT: readonly Edit[] = [
  {
    title: "a new optional field of a request",
    name: "conversation",
    from: /(interface SendMessageRequest \{\n)/,
    to: "$1  priority?: number;\n",
  },
  {
    title: "a new field of a response",
    name: "conversation",
    from: /(interface SendMessageResponse \{\n)/,
    to: "$1  cost: number;\n",
  },
  {
    title: "a new method",
    name: "conversation",
    from: /(interface MessagesResource \{\n)/,
    to: "$1  count(): Promise<number>;\n",
  },
  {
    title: "a new comment",
    name: "batch",
    from: /(interface BatchMessagesResource[\s\S]*?\n\})/,
    to: "$1\n/** Said otherwise. */\n",
  },
];

/** Each with the text of an error that a program has by it. */
const BREAKS: readonly (Edit & { readonly want: RegExp })[] = [
  ...["conversation", "batch", "templates"].map((name) => ({
    title: `a value of a request of ${name} that is gone`,
    name,
    from: /(type CardHeight = .*?) \| "TALL"/,
    to: "$1",
    want: /accepted\.ts.*"TALL"/s,
  })),
  {
    title: "a field of a response that may be absent",
    name: "conversation",
    from: /(interface SendMessageResponse \{[\s\S]*?\n +message_id)/,
    to: "$1?",
    want: /undefined/,
  },
  {
    title: "a method that is gone",
    name: "conversation",
    from: /\n {2}delete\(messageId: string.*\n/,
    to: "\n",
    want: /'delete' does not exist on type 'MessagesResource'/,
  },
  {
    title: "an operation that is gone",
    name: "conversation",
    from: /"\/messages:send": \{/,
    to: '"/messages:dispatch": {',
    want: /"\/messages:send"/,
  },
  {
    title: "a value that is not exported any more",
    name: "conversation",
    from: /, memoryNonceStore/,
    to: "",
    want: /'memoryNonceStore'/,
  },
  {
    title: "an option that is renamed",
    name: "http",
    from: /(interface ClientOptions<[\s\S]*?)deadlineMs\?:/,
    to: "$1limitMs?:",
    want: /deadlineMs/,
  },
  {
    title: "an option that takes less",
    name: "auth",
    from: /(interface BasicOptions \{[\s\S]*?)keyId: string/,
    to: "$1keyId: `key-${string}`",
    want: /key-/,
  },
  {
    title: "another return type",
    name: "mock",
    from: /\n {2}close\(\): Promise<void>/,
    to: "\n  close(): void",
    want: /^packages\/mock\/test\/mock\.test-d\.ts\(/,
  },
  {
    title: "an argument that is required now",
    name: "mock",
    from: /startMock<(.*)>\(options\?:/,
    to: "startMock<$1>(options:",
    want: /Expected 1 arguments, but got 0/,
  },
  {
    title: "a class that is a type only",
    name: "http",
    from: /export \{ AbortError, ApiError,/,
    to: "export { AbortError, type ApiError,",
    want: /'ApiError' cannot be used as a value/,
  },
  {
    title: "a guard that no longer narrows",
    name: "http",
    from: /(isTimeoutError: \(value: unknown\) =>) value is TimeoutError/,
    to: "$1 boolean",
    want: /^packages\/http\/test\/errors\.test-d\.ts\(/,
  },
  {
    title: "a field of what a callback is called with",
    name: "http",
    from: /\n.*readonly retryDelayMs:.*\n/,
    to: "\n",
    want: /'retryDelayMs' does not exist on type 'Attempt'/,
  },
  {
    title: "a value of a generic option",
    name: "conversation",
    from: /type Region = "us" \| "eu" \| "br"/,
    to: 'type Region = "us" | "eu"',
    want: /^tools\/consumer\/test\/types\/accepted\.ts\(/,
  },
  {
    title: "a type that is gone",
    name: "auth",
    from: /, type PinnedAuth/,
    to: "",
    want: /'PinnedAuth'/,
  },
  {
    title: "a new option that is required",
    name: "auth",
    from: /(interface OAuth2Options \{\n)/,
    to: "$1  tenant: string;\n",
    want: /'tenant' is missing/,
  },
];

let project: Project;
let programs: readonly PromisedProgram[];
let broken: readonly { place: string; errors: readonly string[] }[];

/** The packages as they would be released, changed; the programs are those of this repository. */
beforeAll(async () => {
  project = await createProject();
  const { folder } = project;
  // What an npm install would put there, and the type tests import.
  const client = realpathSync(join(folder, "node_modules/@sinch-fetch/conversation"));
  symlinkSync(join(client, "../../openapi-fetch"), join(folder, "node_modules/openapi-fetch"));
  programs = promisedPrograms(REPOSITORY);
  expect(await brokenPrograms(folder, programs)).toEqual([]);
  for (const edit of KEPT) apply(edit);
  expect(await brokenPrograms(folder, programs)).toEqual([]);
  for (const edit of BREAKS) apply(edit);
  broken = await brokenPrograms(folder, programs);
});

afterAll(() => rmSync(project.parent, { recursive: true, force: true, maxRetries: 5 }));

function apply({ name, from, to }: Edit): void {
  const dist = realpathSync(join(project.folder, "node_modules/@sinch-fetch", name, "dist"));
  const files = readdirSync(dist)
    .filter((file) => file.endsWith(".d.ts"))
    .map((file) => join(dist, file));
  const [found, ...others] = files.filter((file) => from.test(readFileSync(file, "utf8")));
  if (found === undefined || others.length > 0) throw new Error(`${from} is not in exactly one file of ${name}`);
  const text = readFileSync(found, "utf8").replace(from, to);
  // Another file in its place: that one belongs to the store too.
  rmSync(found);
  writeFileSync(found, text);
}

describe("a program of this repository is broken by", () => {
  test.each(BREAKS)("$title", ({ want }) => {
    const errors = broken.flatMap((program) => program.errors);

    expect(errors).toContainEqual(expect.stringMatching(want));
  });
});
