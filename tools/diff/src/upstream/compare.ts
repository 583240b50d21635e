import { type Document, listed, shown } from "@sinch-fetch/description";
import type { Change, DescriptionDetail, Scheme } from "../walk/change.ts";
import { type Manner, compareDescriptions as walk } from "../walk/compare-descriptions.ts";
import { isDescribed } from "../walk/compare-messages.ts";
import { describesSecurity } from "../walk/compare-security.ts";
import { type Addressed, pathKey } from "../walk/pair-operations.ts";
import type { Either } from "../walk/side-by-side.ts";
import { compareCallbacks } from "./callbacks.ts";
import { type Difference, type Found, inOrder, onlyOn, presence } from "./difference.ts";
import { different, judgeSchemaDetail, requiredText } from "./judge-schema.ts";
import { serverDifferences } from "./servers.ts";

const MANNER: Manner = { choices: "over", naming, compareCallbacks };

/**
 * Finds everything in which a description of the vendor's differs from ours, in a stable order.
 *
 * @param ours The bundled description.
 * @throws {BrokenDescription} A reference leads nowhere, or out of its document.
 */
export function compareDescriptions(ours: Document, theirs: Document): Difference[] {
  const { found, add } = walk(theirs, ours, MANNER);
  if (!describesSecurity(theirs) && describesSecurity(ours)) {
    add({ path: "security" }, { what: "security unknown", before: false, after: true });
  }
  return inOrder(found.flatMap((change) => differencesOf(change, theirs.before31)));
}

function differencesOf(change: Change, before31: boolean): Difference[] {
  const { operation, path, origin } = change;
  // What a key is by default means nothing.
  if (change.what === "annotation" && path.endsWith("{key}")) return [];
  const found =
    change.side === undefined ? judgeDescriptionDetail(change) : judgeSchemaDetail(change, change.side, before31);
  return found.map((one) => ({ operation, path, ...one, origin }));
}

/** Makes the names of operations in the report: method and path, without what all paths of ours begin with. */
function naming(ours: readonly Addressed[]): (...pair: Either<Addressed>) => string {
  const prefixes = ours.map(({ fullPath }) => /^\/v\d+\/projects\/\{[^}]*\}(?=\/)/.exec(fullPath)?.[0]);
  const common = prefixes[0] !== undefined && prefixes.every((prefix) => prefix === prefixes[0]) ? prefixes[0] : "";
  const depth = common.split("/").length;
  return (theirs, own) => {
    const { method, fullPath } = own ?? theirs;
    const isBelow = common !== "" && `${pathKey(fullPath)}/`.startsWith(`${pathKey(common)}/`);
    const rest = isBelow ? `/${fullPath.split("/").slice(depth).join("/")}` : fullPath;
    return `${method} ${pathShown(rest)}`;
  };
}

function pathShown(path: string): string {
  return path
    .split("/")
    .map((segment) => (segment === "" ? "" : shown(segment)))
    .join("/");
}

/** Says how the vendor's description (before) differs from ours (after), outside of schemas. */
function judgeDescriptionDetail(change: DescriptionDetail): Found[] {
  switch (change.what) {
    case "operation":
    case "callback":
    case "header":
    case "security unknown":
      return [presence(change.after)];
    case "payload":
      return [presence(change.after, change.name)];
    case "schema":
      return [presence(change.after, "schema")];
    case "deprecated":
      return [different(`deprecated: ${onlyOn(change.after)}`)];
    case "parameter": {
      const { required } = (change.after ?? change.before)?.object ?? {};
      return [presence(change.after !== undefined, required === true ? "required parameter" : "parameter")];
    }
    case "required":
      return [different(`${change.of === "body" ? "body " : ""}${requiredText(change.after)}`)];
    case "written": {
      const [here, upstream] = [change.after, change.before].map(
        ({ style, explode }) => `${shown(style)}${explode ? ", exploded" : ""}`,
      );
      return [different(`written as: ${here} here, ${upstream} upstream`)];
    }
    case "body": {
      const { required } = change.after ?? change.before ?? {};
      return [presence(change.after !== undefined, required === true ? "required body" : "body")];
    }
    case "media":
      return [presence(change.after, shown(change.name))];
    case "response":
      return [presence(change.after !== undefined)];
    case "content":
      return [presence(change.after !== undefined && isDescribed(change.after), "body")];
    case "security":
      return [presence(change.after, labelOf(change.schemes))];
    case "servers":
      return serverDifferences(change.before, change.after);
    case "address":
    case "member":
      // Where it stands, what it is called and the words about it are the vendor's own.
      return [];
  }
}

/** What has to be given at once. */
function labelOf(schemes: readonly Scheme[]): string {
  const labels = schemes.map(({ object, scopes }) => {
    const kind = schemeOf(object);
    return scopes.length > 0 ? `${kind} for ${listed(scopes.map(shown))}` : kind;
  });
  return labels.length === 0 ? "no credentials" : labels.sort().join(" with ");
}

function schemeOf({ type, scheme, in: place, name }: Scheme["object"]): string {
  if (type === "http") return `HTTP ${shown(typeof scheme === "string" ? scheme.toLowerCase() : scheme)}`;
  if (type === "oauth2") return "OAuth 2";
  return type === "apiKey" ? `key in ${shown(place)} ${shown(name)}` : `scheme of type ${shown(type)}`;
}
