import { createHash } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Bump, CHANGESETS, type Changeset, changesetText, raisedChangeset } from "@sinch-fetch/workspace";
import { MOCK, type PackageVerdict } from "./packages.ts";
import { type Stage, shortfalls } from "./stages.ts";
import { summaryOf } from "./summary.ts";

const MARK = /^# Written by pnpm spec:changeset \(([0-9a-f]{12})\).*\n/m;
const OPENING = /^---\n/;

/** The packages that a bump is lacking for. */
type Needed = readonly PackageVerdict[];

/**
 * Writes the changeset that is lacking, or brings the one that it wrote before up to date. A file that nobody touched
 * since is rewritten, and removed when nothing is lacking any more. In one that somebody touched, bumps are raised and
 * nothing else is changed.
 *
 * @returns What was done, in a line for the user.
 */
export async function writeChangeset(root: string, stages: readonly Stage[]): Promise<string> {
  const own = stages.flatMap(({ changesets }) => changesets).find(({ content }) => MARK.test(content));
  const needed = shortfalls(stages, own).map(({ verdict }) => verdict);
  const path = `${CHANGESETS}/${own?.file ?? nameOf(needed, stages)}`;
  const edited = own && !isUntouched(own) ? own : undefined;
  if (needed.length === 0) {
    if (!own || edited) return nothingToWrite(stages);
    await rm(join(root, path));
    return `removed ${path}: nothing is left to promise`;
  }
  const content = edited ? raisedChangeset(edited, bumpsOf(needed)) : fresh(needed);
  const bumps = needed.map(({ name, bump }) => `${name} ${bump}`).join(", ");
  if (own?.content === content) return `${path} is up to date: ${bumps}`;
  await writeFile(join(root, path), content);
  return `${own ? "updated" : "wrote"} ${path}: ${bumps}${edited ? ", its text left as it was edited" : ""}`;
}

function nothingToWrite(stages: readonly Stage[]): string {
  const isQuiet = stages.every(({ verdicts }) => verdicts.every(({ bump }) => bump === "none"));
  return isQuiet ? "the descriptions have no change that needs a changeset" : "the changesets here promise enough";
}

function fresh(needed: Needed): string {
  const clients = needed.filter(({ name }) => name !== MOCK).flatMap(({ changes }) => changes);
  // The mock repeats what the clients say; what only it says is left.
  const named = new Set(clients.map(({ api }) => api));
  const others = (needed.find(({ name }) => name === MOCK)?.changes ?? []).filter(({ api }) => !named.has(api));
  const text = changesetText(bumpsOf(needed), summaryOf([...clients, ...others]));
  return text.replace(OPENING, `$&${markOf(text.replace(OPENING, ""))}`);
}

function bumpsOf(needed: Needed): ReadonlyMap<string, Bump> {
  return new Map(needed.map(({ name, bump }) => [name, bump]));
}

function markOf(rest: string): string {
  return `# Written by pnpm spec:changeset (${hashOf(rest)}). Edit it as you like: a second run keeps your text.\n`;
}

function isUntouched({ content }: Changeset): boolean {
  const rest = content.replaceAll("\r\n", "\n").replace(MARK, "").replace(OPENING, "");
  return MARK.exec(content)?.[1] === hashOf(rest);
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

/** A name after the first change, such as `conversation-card-message-height.md`, that no other changeset has. */
function nameOf(needed: Needed, stages: readonly Stage[]): string {
  const taken = new Set(stages.flatMap(({ changesets }) => changesets.map(({ file }) => file)));
  const [change] = needed.flatMap(({ changes }) => changes);
  const place = change ? [change.api, ...change.path.split(/[^a-z0-9]+/i).slice(-3)] : ["descriptions"];
  const slug = place.join("-").toLowerCase();
  const names = [slug, ...Array.from({ length: taken.size }, (_, index) => `${slug}-${index + 2}`)];
  return `${names.find((name) => !taken.has(`${name}.md`)) ?? slug}.md`;
}
