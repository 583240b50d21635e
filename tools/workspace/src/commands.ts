/** A program with its arguments; `node` is the Node that runs this. */
export type Step = readonly [program: string, ...args: string[]];

/** Builds a package, or several, with what they need. */
const build = (filter: string): Step => [
  "turbo",
  "run",
  "build",
  `--filter=${filter}`,
  "--output-logs=errors-only",
  "--log-prefix=none",
];

/** Installs what is a workspace of its own within a tool. */
const apart = (tool: string): Step => ["pnpm", "--silent", `--filter=@sinch-fetch/${tool}`, "apart"];

const PACKAGES = build("./packages/*");
const PACKED = "node_modules/.release";

/**
 * What the scripts of the root run, one step after another; the last one gets the arguments.
 *
 * A name of two words is a command and its sub-command.
 */
export const COMMANDS: Readonly<Record<string, readonly Step[]>> = {
  demo: [build("@sinch-fetch/demo^..."), ["node", "tools/demo/src/main.ts"]],
  test: [["node", "tools/workspace/src/run-tests.ts"]],
  build: [["turbo", "run", "build"]],
  mock: [build("@sinch-fetch/mock"), ["node", "packages/mock/dist/cli.js"]],
  docs: [apart("docs"), ["node", "tools/docs/src/main.ts"]],
  bench: [PACKAGES, apart("bench"), ["node", "tools/bench/src/main.ts"]],
  soak: [PACKAGES, ["node", "tools/faults/src/soak.ts"]],
  mutation: [
    PACKAGES,
    ["pnpm", "--dir", "tools/faults/mutation", "install", "--frozen-lockfile", "--silent"],
    ["pnpm", "--dir", "tools/faults/mutation", "run", "mutation"],
  ],
  "spec lint": [["node", "tools/codegen/src/main.ts", "--lint"]],
  "spec diff": [["node", "tools/diff/src/semver/main.ts"]],
  "spec changeset": [["node", "tools/diff/src/semver/main.ts", "--changeset"]],
  "spec upstream": [["node", "tools/diff/src/upstream/main.ts"]],
  "release version": [
    ["node", "tools/diff/src/semver/main.ts", "--raise"],
    ["node", "tools/codegen/src/main.ts"],
    ["node", "tools/release/src/version.ts"],
  ],
  "release publish": [
    ["turbo", "run", "package", "--filter=./packages/*", "--output-logs=errors-only"],
    ["changeset", "pack", "--out-dir", PACKED],
    ["node", "tools/release/src/publish.ts", PACKED],
  ],
  "release rehearse": [["node", "tools/release/src/rehearse.ts"]],
};

/**
 * Returns the steps of a command line, with its arguments.
 *
 * @throws {Error} There is no such command; the message lists the sub-commands.
 */
export function stepsOf(words: readonly string[]): readonly Step[] {
  const [command = "", subCommand = ""] = words;
  const name = command in COMMANDS ? command : `${command} ${subCommand}`;
  const steps = COMMANDS[name];
  if (steps === undefined) throw new Error(`expected ${expected(command)}`);
  const args = words.slice(name.split(" ").length);
  return steps.map((step, index) => (index === steps.length - 1 ? [...step, ...args] : step));
}

/** `pnpm spec` takes `lint`, `diff` and so on; anything else is a mistake in the root's package.json. */
function expected(command: string): string {
  const names = Object.keys(COMMANDS);
  const subCommands = names.filter((name) => name.startsWith(`${command} `));
  return (subCommands.length > 0 ? subCommands : names).map((name) => `pnpm ${name}`).join(", ");
}
