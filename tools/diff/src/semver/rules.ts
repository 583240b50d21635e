import type { Level } from "@sinch-fetch/workspace";
import type { Side } from "../walk/change.ts";

const LEVELS: readonly Level[] = ["major", "minor", "patch"];

/** What a change means. */
interface Rule {
  /** The change, as the README's table has it. */
  readonly change: string;
  /** What it is to the mock, if that is something else. */
  readonly mock?: Level;
}

/** What a change of a schema means, by the side that it is on. */
interface SchemaRule extends Rule, Readonly<Record<Side, Level>> {}

/** What a change outside of schemas means. */
interface DescriptionRule extends Rule {
  readonly level: Level;
  /** Whom it breaks, if not callers; nobody for an empty text. */
  readonly breaks?: string;
}

/**
 * A caller is broken by what a request no longer takes, a reader by what a response no longer holds or may hold on top.
 * Limits of responses never reach a type, and the string enums of responses are open.
 */
export const SCHEMA_RULES = {
  fieldAdded: { change: "optional field added", request: "minor", response: "minor" },
  requiredFieldAdded: { change: "required field added", request: "major", response: "minor" },
  fieldRemoved: { change: "field removed", request: "major", response: "major" },
  fieldRequired: { change: "optional field becomes required", request: "major", response: "minor" },
  fieldOptional: { change: "required field becomes optional", request: "minor", response: "major" },
  narrower: { change: "fewer types, shapes or keys; null no longer allowed", request: "major", response: "minor" },
  wider: { change: "more types, shapes or keys; null allowed", request: "minor", response: "major" },
  replaced: { change: "another type, constant or set of kinds", request: "major", response: "major" },
  valueAdded: { change: "enum value added", request: "minor", response: "major" },
  valueRemoved: { change: "enum value removed", request: "major", response: "major" },
  openValueAdded: { change: "value added to an open enum", request: "minor", response: "minor" },
  openValueRemoved: { change: "value removed from an open enum", request: "minor", response: "minor" },
  tightened: {
    change: "limit, pattern or format added or tightened; object closed",
    request: "major",
    response: "patch",
  },
  relaxed: {
    change: "limit, pattern or format removed or relaxed; object opened",
    request: "minor",
    response: "patch",
  },
  deprecated: { change: "field deprecated", request: "minor", response: "minor", mock: "patch" },
  restored: { change: "field no longer deprecated", request: "patch", response: "patch", mock: "patch" },
  defaultChanged: { change: "default changed", request: "minor", response: "patch", mock: "patch" },
  defaultDocumented: { change: "default added or removed", request: "patch", response: "patch", mock: "patch" },
  documented: { change: "description, title or examples", request: "patch", response: "patch" },
  unknown: { change: "a keyword that this comparison does not know", request: "major", response: "major" },
} as const satisfies Record<string, SchemaRule>;

export const DESCRIPTION_RULES = {
  described: { change: "first description of an API", level: "major", mock: "minor", breaks: "" },
  undescribed: { change: "description removed", level: "major" },
  operationAdded: { change: "operation added", level: "minor" },
  operationRemoved: { change: "operation removed", level: "major" },
  operationMoved: { change: "method or path of an operation", level: "major" },
  prefixChanged: { change: "prefix of all paths", level: "major" },
  renamed: { change: "operation id, or name of resource or method (tag, `x-method`)", level: "major", mock: "patch" },
  operationDeprecated: { change: "operation or parameter deprecated", level: "minor", mock: "patch" },
  operationRestored: { change: "operation or parameter no longer deprecated", level: "patch", mock: "patch" },
  repeated: { change: "`x-idempotent` set or unset", level: "minor", mock: "patch" },
  paged: { change: "`x-pagination` added, removed or with other items", level: "major", mock: "patch" },
  pageToken: { change: "`x-pagination` with another token", level: "minor", mock: "patch" },
  parameterAdded: { change: "optional parameter added", level: "minor" },
  requiredParameterAdded: { change: "required parameter added", level: "major" },
  parameterRemoved: { change: "parameter removed", level: "major" },
  parameterRequired: { change: "optional parameter or body becomes required", level: "major" },
  parameterOptional: { change: "required parameter or body becomes optional", level: "minor" },
  parameterWritten: { change: "parameter written in another way (`style`, `explode`)", level: "major" },
  optionalBodyAdded: { change: "optional body for an operation without query", level: "minor" },
  bodyAdded: { change: "any other body added", level: "major" },
  bodyRemoved: { change: "body removed", level: "major" },
  contentAdded: { change: "media type added", level: "minor" },
  contentRemoved: { change: "media type removed", level: "major" },
  responseAdded: { change: "status added, its body absent or of a type that is known there", level: "minor" },
  otherResponseAdded: {
    change: "status added, its body of another type than before",
    level: "major",
    breaks: "readers",
  },
  responseRemoved: { change: "status removed", level: "minor" },
  responseBodyAdded: { change: "body of a response added", level: "minor" },
  responseBodyRemoved: { change: "body of a response removed", level: "major", breaks: "readers" },
  headerAdded: { change: "header of a response added", level: "minor" },
  headerRemoved: { change: "header of a response removed or changed", level: "major", breaks: "readers" },
  securityAdded: { change: "security scheme added", level: "minor" },
  securityRemoved: { change: "security scheme removed", level: "major" },
  regionAdded: { change: "region added", level: "minor", mock: "patch" },
  regionRemoved: { change: "region removed", level: "major", mock: "patch" },
  defaultRegion: { change: "another default region", level: "major", mock: "patch" },
  host: { change: "another host of a region", level: "minor", mock: "patch" },
  callbackAdded: { change: "callback added", level: "minor" },
  callbackRemoved: { change: "callback removed", level: "major", breaks: "handlers" },
  payloadProperty: { change: "`x-payload-property` of a callback", level: "major", breaks: "handlers" },
  typeAdded: { change: "named schema, and with it an exported type, added", level: "minor", mock: "patch" },
  typeRemoved: { change: "named schema removed or renamed", level: "major", mock: "patch", breaks: "imports" },
  typeSplit: { change: "type of responses becomes that of requests", level: "major", mock: "patch", breaks: "imports" },
  texts: { change: "texts, examples, other extensions, version of the description", level: "patch" },
  other: { change: "a member that this comparison does not know", level: "major" },
} as const satisfies Record<string, DescriptionRule>;

type SchemaRuleName = keyof typeof SCHEMA_RULES;
export type DescriptionRuleName = keyof typeof DESCRIPTION_RULES;

/** A rule, what the change is in words, and its path, if that is not the change's. */
type Ruling<Rule> = readonly [rule: Rule, text: string, path?: string];
export type SchemaRuling = Ruling<SchemaRuleName>;
export type DescriptionRuling = Ruling<DescriptionRuleName>;

/** What a rule says of a change. */
export interface Verdict {
  readonly level: Level;
  /** Its level for the mock, which does not act on everything that clients do. */
  readonly mockLevel: Level;
  /** The text without whom it breaks. */
  readonly what: string;
  readonly text: string;
}

const BROKEN: Record<Side, string> = { request: "callers", response: "readers" };

/** The verdict of a rule on a change of a schema. */
export function judgeSchema(name: SchemaRuleName, side: Side, what: string): Verdict {
  const { mock, [side]: level }: SchemaRule = SCHEMA_RULES[name];
  return verdictOf(what, BROKEN[side], level, mock);
}

/** The verdict of a rule on a change outside of schemas. */
export function judgeDescription(name: DescriptionRuleName, what: string): Verdict {
  const { level, mock, breaks = "callers" }: DescriptionRule = DESCRIPTION_RULES[name];
  return verdictOf(what, breaks, level, mock);
}

function verdictOf(what: string, broken: string, level: Level, mockLevel = level): Verdict {
  const text = level === "major" && broken !== "" ? `${what} — breaks ${broken}` : what;
  return { level, mockLevel, what, text };
}

/** Puts changes in order: what breaks users first. */
export function worstFirst<Change extends { readonly level: Level }>(changes: readonly Change[]): Change[] {
  return changes.toSorted((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
}
