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
import type { DescriptionDetail, Place, Scheme } from "../walk/change.ts";
import { hasContent } from "../walk/compare-bodies.ts";
import { responsesOf } from "../walk/compare-responses.ts";
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
const TEXTS = new Set(["summary", "description", "externalDocs", "example", "examples"]);

/** Finds the rules that judge a difference outside of schemas. */
export function judgeDescriptionDetail(change: Place & DescriptionDetail, comparing: Comparing): DescriptionRuling[] {
  switch (change.what) {
    case "operation":
      return [
        one(change.after ? "operationAdded" : "operationRemoved", `operation ${change.after ? "added" : "removed"}`),
      ];
    case "callback":
      return [
        {
          ...one(change.after ? "callbackAdded" : "callbackRemoved", `callback ${change.after ? "added" : "removed"}`),
          broken: "handlers",
        },
      ];
    case "address":
      return [one("operationMoved", `moved to ${change.after.method} ${change.after.path}`)];
    case "deprecated":
      return [
        change.after ? one("operationDeprecated", "deprecated") : one("operationRestored", "no longer deprecated"),
      ];
    case "parameter": {
      if (!change.after) return [one("parameterRemoved", "parameter removed")];
      const required = change.after.object.required === true;
      return [
        required
          ? one("requiredParameterAdded", "required parameter added")
          : one("parameterAdded", "optional parameter added"),
      ];
    }
    case "required": {
      const text = `${change.of === "body" ? "body " : ""}is ${change.after ? "required" : "optional"} now`;
      return [one(change.after ? "parameterRequired" : "parameterOptional", text)];
    }
    case "written": {
      const names = Object.keys(change.after).filter((name) => change.before[name] !== change.after[name]);
      return [one("parameterWritten", `${listed(names)} changed`)];
    }
    case "body":
      return [judgeBody(change)];
    case "media":
      return [
        one(change.after ? "contentAdded" : "contentRemoved", `${change.name} ${change.after ? "added" : "removed"}`),
      ];
    case "response":
    case "content":
      return [judgeResponse(change, comparing)];
    case "header": {
      const text = `header ${change.name} ${change.after ? "added" : "removed"}`;
      const path = change.path.replace(/ · header .*/, "");
      return [{ rule: change.after ? "headerAdded" : "headerRemoved", text, broken: "readers", path }];
    }
    case "security": {
      const label = labelOf(change.schemes);
      return [
        change.after
          ? one("securityAdded", `${label} accepted now`)
          : one("securityRemoved", `${label} no longer accepted`),
      ];
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

function one(rule: DescriptionRuleName, text: string): DescriptionRuling {
  return { rule, text };
}

function judgeBody({ after, of }: Detail<"body">): DescriptionRuling {
  if (!after) return one("bodyRemoved", "body removed");
  // The body takes the place of the query among the arguments.
  const free = after.required !== true && !of.parameters.some((parameter) => parameter.in === "query");
  return one(
    free ? "optionalBodyAdded" : "bodyAdded",
    `${after.required === true ? "required" : "optional"} body added`,
  );
}

function judgeResponse(change: Detail<"response" | "content">, comparing: Comparing): DescriptionRuling {
  const [broken, { after, what }] = ["readers", change];
  const isWhole = what === "response";
  if (!after || (!isWhole && !hasContent(after))) {
    return isWhole
      ? { rule: "responseRemoved", text: "response removed", broken }
      : { rule: "responseBodyRemoved", text: "body removed", broken };
  }
  if (!isKnown(change.status, after, change, comparing)) {
    return {
      rule: "otherResponseAdded",
      text: `${isWhole ? "response with a " : ""}body of another type added`,
      broken,
    };
  }
  return isWhole ? one("responseAdded", "response added") : one("responseBodyAdded", "body added");
}

/** Returns whether who reads the responses of its kind has met such a body before. */
function isKnown(
  status: string,
  response: Node,
  { of }: Detail<"response" | "content">,
  comparing: Comparing,
): boolean {
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
  const isText = TEXTS.has(name) || name.startsWith("x-");
  const text = `${name} ${of === "response" && name === "description" ? verbOf(before, after) : "changed"}`;
  if (of === "operation") return judgeOperationMember(change, operation) ?? [one(isText ? "texts" : "other", text)];
  if (of === "callback" && name === "x-payload-property") {
    const recognised = `recognised by ${after}, no longer by ${before}`;
    return [{ rule: "payloadProperty", text: recognised, broken: "handlers", path: "payload" }];
  }
  if (of === "parameter") return [one(isText ? "texts" : "parameterWritten", text)];
  if (of === "header") return [{ rule: isText ? "texts" : "headerRemoved", text, broken: "readers" }];
  if (of === "media" || of === "path") return [one(isText ? "texts" : "other", text)];
  if (name !== "tags" || of !== "description") return [one("texts", text)];
  return isDeepStrictEqual(byName(owners.before), byName(owners.after)) ? [] : [one("texts", "texts of tags changed")];
}

/** Judges what clients are made from: names, and how calls are repeated and paged. */
function judgeOperationMember(
  { name, before, after, owners }: Detail<"member">,
  operation: string,
): DescriptionRuling[] | undefined {
  const path = "operation";
  if (name === "operationId" || name === "tags" || name === "x-method") {
    const [was, is] = [owners.before, owners.after].map((object) => {
      const named = object as OperationObject & Node;
      return `${resourceName(named)}.${methodName(named)}`;
    });
    const method: DescriptionRuling[] = was === is ? [] : [{ ...one("renamed", `method ${was} is now ${is}`), path }];
    const id = { ...one("renamed", `operation id ${before} is now ${after}`), path };
    return name === "operationId" ? [...method, id] : method;
  }
  if (name === "x-idempotent") {
    const byMethod = IDEMPOTENT_METHODS.includes(operation.split(" ")[0] ?? "");
    const [was, is] = [before ?? byMethod, after ?? byMethod];
    const text = is ? "is repeated after a failure now" : "is no longer repeated after a failure";
    return was === is ? [] : [{ ...one("repeated", text), path }];
  }
  if (name !== "x-pagination") return undefined;
  const { items } = membersOf(after);
  if (membersOf(before).items === items) return [{ ...one("pageToken", "token of its pages changed"), path }];
  const text = after ? `is a list over the pages of ${items} now` : "is no longer a list over pages";
  return [{ ...one("paged", text), path }];
}

/** Tags by name: their order says nothing. */
function byName({ tags }: Node): Map<unknown, unknown> {
  return new Map(listOf(tags).map((tag) => [membersOf(tag).name, tag]));
}
