import { isDeepStrictEqual } from "node:util";
import {
  listed,
  listOf,
  mediaOf,
  membersOf,
  methodName,
  type Node,
  type OperationObject,
  resourceName,
} from "@sinch-fetch/description";
import { IDEMPOTENT_METHODS } from "@sinch-fetch/workspace";
import type { DescriptionDetail, Owner, Place, Scheme } from "../walk/change.ts";
import { hasContent, responsesOf } from "../walk/compare-messages.ts";
import type { Comparing } from "../walk/comparing.ts";
import { judgeSchemaDetail, verbOf } from "./judge-schema.ts";
import type { DescriptionRuleName, DescriptionRuling } from "./rules.ts";
import { judgeServers } from "./servers.ts";

type Detail<What> = Extract<DescriptionDetail, { what: What }>;

/** Rules of schemas that no meaning depends on. */
const WORDS: ReadonlySet<string> = new Set([
  "documented",
  "deprecated",
  "restored",
  "defaultChanged",
  "defaultDocumented",
]);
/** Members of an operation that its method follows from. */
const CLIENT_MEMBERS = new Set(["operationId", "tags", "x-method", "x-idempotent", "x-pagination"]);
const TEXTS = new Set(["summary", "description", "externalDocs", "example", "examples"]);

/** The rules for members that are not texts, by what they belong to. */
const MEMBER_RULES: Readonly<Record<Owner, DescriptionRuleName>> = {
  description: "texts",
  path: "other",
  operation: "other",
  callback: "texts",
  parameter: "parameterWritten",
  media: "other",
  response: "texts",
  header: "headerRemoved",
};

/** Finds the rules that judge a difference outside of schemas. */
export function judgeDescriptionDetail(change: Place & DescriptionDetail, comparing: Comparing): DescriptionRuling[] {
  switch (change.what) {
    case "operation":
      return [change.after ? ["operationAdded", "operation added"] : ["operationRemoved", "operation removed"]];
    case "callback":
      return [change.after ? ["callbackAdded", "callback added"] : ["callbackRemoved", "callback removed"]];
    case "address":
      return [["operationMoved", `moved to ${change.after.method} ${change.after.path}`]];
    case "deprecated":
      return [change.after ? ["operationDeprecated", "deprecated"] : ["operationRestored", "no longer deprecated"]];
    case "parameter":
      if (!change.after) return [["parameterRemoved", "parameter removed"]];
      if (change.after.object.required !== true) return [["parameterAdded", "optional parameter added"]];
      return [["requiredParameterAdded", "required parameter added"]];
    case "required": {
      const text = `${change.of === "body" ? "body " : ""}is ${change.after ? "required" : "optional"} now`;
      return [[change.after ? "parameterRequired" : "parameterOptional", text]];
    }
    case "written": {
      const names = Object.keys(change.after).filter((name) => change.before[name] !== change.after[name]);
      return [["parameterWritten", `${listed(names)} changed`]];
    }
    case "body":
      return [judgeBody(change)];
    case "media":
      return [change.after ? ["contentAdded", `${change.name} added`] : ["contentRemoved", `${change.name} removed`]];
    case "response":
    case "content":
      return [judgeResponse(change, comparing)];
    case "header": {
      const text = `header ${change.name} ${change.after ? "added" : "removed"}`;
      return [[change.after ? "headerAdded" : "headerRemoved", text, change.path.replace(/ · header .*/, "")]];
    }
    case "security": {
      const label = labelOf(change.schemes);
      const [added, removed] = [`${label} accepted now`, `${label} no longer accepted`];
      return [change.after ? ["securityAdded", added] : ["securityRemoved", removed]];
    }
    case "servers":
      return judgeServers(change.before, change.after);
    case "member":
      return judgeMember(change, String(change.operation));
    case "payload":
    case "schema":
    case "security unknown":
      // Found beside a vendor's description only.
      return [];
  }
}

function judgeBody({ after, of }: Detail<"body">): DescriptionRuling {
  if (!after) return ["bodyRemoved", "body removed"];
  if (after.required === true) return ["bodyAdded", "required body added"];
  // The body takes the place of the query among the arguments.
  const hasQuery = of.parameters.some((parameter) => parameter.in === "query");
  return [hasQuery ? "bodyAdded" : "optionalBodyAdded", "optional body added"];
}

function judgeResponse(change: Detail<"response" | "content">, comparing: Comparing): DescriptionRuling {
  const { after, what } = change;
  const isWhole = what === "response";
  if (!after || (!isWhole && !hasContent(after))) {
    return isWhole ? ["responseRemoved", "response removed"] : ["responseBodyRemoved", "body removed"];
  }
  if (!isKnown(after, change, comparing)) {
    return ["otherResponseAdded", `${isWhole ? "response with a " : ""}body of another type added`];
  }
  return isWhole ? ["responseAdded", "response added"] : ["responseBodyAdded", "body added"];
}

/** Returns whether who reads the responses of its kind has met such a body before. */
function isKnown(response: Node, { status, of }: Detail<"response" | "content">, comparing: Comparing): boolean {
  const isSuccess = (one: string): boolean => one.startsWith("2");
  const others = [...responsesOf(of, comparing.before.resolve)].flatMap(([other, body]) =>
    isSuccess(other) === isSuccess(status) ? [body] : [],
  );
  const known = others.flatMap(schemasOf);
  // Success without a body reads as nothing: a body, or none, is new to it unless it is the only response of its kind.
  if (!hasContent(response)) return !isSuccess(status) || others.every((other) => !hasContent(other));
  return (
    known.length === 0 ||
    schemasOf(response).every((schema) => known.some((other) => sameMeaning(other, schema, comparing)))
  );
}

function schemasOf(body: Node): Node[] {
  return [...mediaOf(body).values()].map(({ schema }) => membersOf(schema));
}

/** Returns whether two schemas say the same, apart from words. */
export function sameMeaning(before: Node, after: Node, { schemas }: Comparing): boolean {
  const changes = schemas.changes(before, after, "response");
  return changes.every((change) => judgeSchemaDetail(change).every(([rule]) => WORDS.has(rule)));
}

function labelOf(schemes: readonly Scheme[]): string {
  const labels = schemes.map(({ name, object: { type, scheme }, scopes }) =>
    [(type === "http" ? scheme : type) ?? name, ...scopes].join(" "),
  );
  return labels.length === 0 ? "a request without credentials" : `security scheme ${labels.sort().join(" with ")}`;
}

function judgeMember(change: Detail<"member">, operation: string): DescriptionRuling[] {
  const { of, name, before, after, owners } = change;
  if (of === "operation" && CLIENT_MEMBERS.has(name)) return judgeClientMember(change, operation);
  if (of === "callback" && name === "x-payload-property") {
    return [["payloadProperty", `recognised by ${after}, no longer by ${before}`, "payload"]];
  }
  if (of === "description" && name === "tags") {
    return isDeepStrictEqual(byName(owners.before), byName(owners.after)) ? [] : [["texts", "texts of tags changed"]];
  }
  const isText = TEXTS.has(name) || name.startsWith("x-");
  const verb = of === "response" && name === "description" ? verbOf(before, after) : "changed";
  return [[isText ? "texts" : MEMBER_RULES[of], `${name} ${verb}`]];
}

/** Judges what clients are made from: names, and how calls are repeated and paged. */
function judgeClientMember({ name, before, after, owners }: Detail<"member">, operation: string): DescriptionRuling[] {
  const path = "operation";
  if (name === "x-idempotent") {
    const byMethod = IDEMPOTENT_METHODS.includes(operation.split(" ")[0] ?? "");
    const [was, is] = [before ?? byMethod, after ?? byMethod];
    const text = is ? "is repeated after a failure now" : "is no longer repeated after a failure";
    return was === is ? [] : [["repeated", text, path]];
  }
  if (name === "x-pagination") {
    const { items } = membersOf(after);
    if (membersOf(before).items === items) return [["pageToken", "token of its pages changed", path]];
    return [["paged", after ? `is a list over the pages of ${items} now` : "is no longer a list over pages", path]];
  }
  const [was, is] = [owners.before, owners.after].map((object) => {
    const named = object as OperationObject & Node;
    return `${resourceName(named)}.${methodName(named)}`;
  });
  const method: DescriptionRuling[] = was === is ? [] : [["renamed", `method ${was} is now ${is}`, path]];
  if (name !== "operationId") return method;
  return [...method, ["renamed", `operation id ${before} is now ${after}`, path]];
}

/** Tags by name: their order says nothing. */
function byName({ tags }: Node): Map<unknown, unknown> {
  return new Map(listOf(tags).map((tag) => [membersOf(tag).name, tag]));
}
