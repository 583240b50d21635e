import { listed } from "@sinch-fetch/description";
import type { PackageChange } from "./packages.ts";
import { worstFirst } from "./rules.ts";

/** Rules whose changes are only counted. */
const TEXTS: ReadonlySet<string> = new Set(["documented", "texts", "defaultDocumented"]);
/** Rules whose changes are listed together. */
const WHOLE: ReadonlySet<string> = new Set(["operationAdded", "operationRemoved", "callbackAdded", "callbackRemoved"]);

const SIDES: Readonly<Record<string, string>> = { request: "requests", response: "responses", payload: "callbacks" };

/** The text of a changeset: what changed for users, what breaks them first, one line for what one edit did. */
export function summaryOf(changes: readonly PackageChange[]): string {
  const apis = [...new Set(changes.map(({ api }) => api))];
  const lines = linesOf(changes, apis.length > 1);
  if (lines.length === 1) return lines.join("");
  return `Changes of the ${listed(apis)} API:\n\n${lines.map((line) => `- ${line}`).join("\n")}`;
}

function linesOf(changes: readonly PackageChange[], isMixed: boolean): string[] {
  const written = changes.filter(({ rule }) => !TEXTS.has(rule));
  const groups = Map.groupBy(worstFirst(written), ({ level, rule, origin, what }) =>
    [level, WHOLE.has(rule) ? rule : origin, what].join("\n"),
  );
  const lines = [...groups.values()].map((group) => lineOf(group, isMixed));
  const texts = changes.length - written.length;
  return texts === 0 ? lines : [...lines, `Texts or examples changed in ${texts} place${texts > 1 ? "s" : ""}.`];
}

function lineOf(group: readonly PackageChange[], isMixed: boolean): string {
  const [{ level, what } = { level: "patch", what: "" }] = group;
  const text = what.slice(0, 1).toUpperCase() + what.slice(1);
  const places =
    sharedPlace(group) ??
    group.map((change) => placeOf(change) + (isMixed && change.operation ? ` (${change.api})` : "")).join("; ");
  return `${level === "major" ? "Breaking: " : ""}${text}: ${places}.`;
}

/** Such as "`CardMessage.height` in requests and responses (batch, conversation)", for what shows in many places. */
function sharedPlace(group: readonly PackageChange[]): string | undefined {
  const [{ origin } = { origin: "" }] = group;
  const [, name] = /^schemas\/(\w+(?:\.\w+)?)$/.exec(origin) ?? [];
  if (name === undefined || group.length < 3) return undefined;
  const labels = new Set(group.map(({ path }) => path.split(/ /)[0]));
  const sides = Object.entries(SIDES).flatMap(([label, side]) => (labels.has(label) ? [side] : []));
  return `\`${name}\` in ${listed(sides)} (${[...new Set(group.map(({ api }) => api))].join(", ")})`;
}

/** Such as "`message.card_message.height` in the request of `POST /messages:send` and 2 more". */
function placeOf({ operation, operations, path, api }: PackageChange): string {
  if (operation === undefined) return path === "description" ? `the ${api} API` : `\`${path}\` of the ${api} API`;
  const [label = "", ...names] = path.split(" · ");
  const more = operations.length > 1 ? ` and ${operations.length - 1} more` : "";
  const subject = `\`${operation.replace(/^callback /, "")}\`${more}`;
  const name = names.length > 0 ? `\`${names.join(" ")}\`` : "";
  const field = name === "" ? "" : `${name} in `;
  if (label === "operation") return subject;
  if (label === "callback") return `callback ${subject}`;
  if (label === "payload") return `${field}callback ${subject}`;
  if (label === "query" || label === "path") return `${label} parameter ${name} of ${subject}`;
  return `${field}the ${label} of ${subject}`;
}
