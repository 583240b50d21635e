import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Description, projectPrefix } from "@sinch-fetch/description";
import { namedOperations } from "./named-operations.ts";
import type { Outputs } from "./outputs.ts";

const OPEN = "<!-- operations: written by pnpm generate -->";
const CLOSE = "<!-- end of operations -->";
const BLOCK = new RegExp(`${OPEN}\n[\\s\\S]*?${CLOSE}`);
/** Methods that come first in a list, in this order; the others follow in the order of the description. */
const FIRST = ["send", "create", "get", "list", "update", "delete"];

/** The methods of a client by resource, and where they come from. */
interface Client {
  readonly name: string;
  readonly description: Description;
  readonly resources: readonly (readonly [resource: string, methods: readonly string[]])[];
}

/**
 * The READMEs that list operations: that of each client, and that of the repository. What stands between the marks is
 * written anew, and the rest of a README stays as it is; one without marks is left out.
 */
export async function readmeTables(descriptions: ReadonlyMap<string, Description>, root: string): Promise<Outputs> {
  const clients = [...descriptions].filter(([, description]) => projectPrefix(description) !== undefined).map(clientOf);
  const outputs: Outputs = new Map();
  const write = async (path: string, blockOf: (readme: string) => string): Promise<void> => {
    const current = await readFile(join(root, path), "utf8").catch(() => "");
    if (!BLOCK.test(current)) return;
    outputs.set(
      path,
      current.replace(BLOCK, () => `${OPEN}\n\n${blockOf(current)}\n${CLOSE}`),
    );
  };
  await write("README.md", () => overview(clients));
  for (const client of clients) {
    await write(`packages/${client.name}/README.md`, (readme) => resourceTable(client, readme));
  }
  return outputs;
}

function clientOf([name, description]: readonly [string, Description]): Client {
  const placeOf = (method: string): number => (FIRST.includes(method) ? FIRST.indexOf(method) : FIRST.length);
  const resources = [...namedOperations(description)].map(([resource, operations]) => {
    return [resource, [...operations.keys()].sort((a, b) => placeOf(a) - placeOf(b))] as const;
  });
  return { name, description, resources };
}

function overview(clients: readonly Client[]): string {
  const operations = clients.flatMap(({ resources }) => resources.flatMap(([, methods]) => methods)).length;
  const callbacks = clients.flatMap(({ description }) => Object.keys(description.webhooks ?? {})).length;
  const counts = [counted(operations, "operation"), ...(callbacks > 0 ? [counted(callbacks, "callback")] : [])];
  const rows = clients.flatMap(({ name, resources }) =>
    resources.map(([resource, methods], index) => [index === 0 ? name : "", code(resource), listOf(methods)]),
  );
  return `${counts.join(" and ")}.\n\n${table(["client", "resource", "methods"], rows)}`;
}

function resourceTable({ resources }: Client, readme: string): string {
  const rows = resources.map(([resource, methods]) => {
    const hasSection = new RegExp(`^#+ ${resource}$`, "m").test(readme);
    return [hasSection ? `[${code(resource)}](#${resource.toLowerCase()})` : code(resource), listOf(methods)];
  });
  return table(["resource", "methods"], rows);
}

/** A table in Markdown, its columns as wide as their widest cell. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const lines = [head, widths.map((width) => "-".repeat(width)), ...rows].map((row) =>
    widths.map((width, column) => (row[column] ?? "").padEnd(width)).join(" | "),
  );
  return lines.map((line) => `| ${line} |\n`).join("");
}

const code = (name: string): string => `\`${name}\``;
const listOf = (names: readonly string[]): string => names.map(code).join(" ");
const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;
