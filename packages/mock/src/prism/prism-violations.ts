import type { Violation } from "../exchange/violation.ts";
import type { IPrismDiagnostic } from "./prism.ts";

/**
 * Turns Prism's findings into violations. Warnings are left out. A body is not looked at without good credentials, so
 * a finding about credentials is then the only one.
 *
 * @param body The request's body; it shows what is there where one of several alternatives is asked for.
 */
export function violationsOf(diagnostics: readonly IPrismDiagnostic[], body?: unknown): Violation[] {
  const errors = diagnostics.filter(({ severity }) => severity === 0);
  const security = errors.find(({ code }) => code === 401);
  return security === undefined ? joinAlternatives(errors, body) : [violationOf(security)];
}

/** Prism repeats the path in its message; ours say it once, in front. */
function violationOf({ code, message, path = ["body"] }: IPrismDiagnostic): Violation {
  if (code === 401) {
    return { path: "header.authorization", code: "security", message: "must hold credentials of a documented kind" };
  }
  if (code === 415) {
    return message.startsWith("Supported content types: ")
      ? { path: "header.content-type", code: "media-type", message: `must be ${message.slice(25)}` }
      : { path: "body", code: "media-type", message: "must be absent, as this operation takes none" };
  }
  if (message === "Body parameter is required") return { path: "body", code: "required", message: "is required" };
  const [place = "body", ...segments] = path;
  const kind = place === "body" ? "property" : "parameter";
  const opening = new RegExp(`^(Request|Response) ${place} `);
  const named = segments.length > 0 ? `${kind} ${segments.join(".").trim()} ` : "";
  const rest = message.replace(opening, "");
  return {
    path: segments.reduce((joined, name) => joined + (/^\d+$/.test(name) ? `[${name}]` : `.${unescaped(name)}`), place),
    code: String(code ?? ""),
    message: rest.startsWith(named) ? rest.slice(named.length) : rest,
  };
}

/**
 * A failed `oneOf` or `anyOf` over `required` comes as one finding for each alternative that is absent, then one that
 * names no property; one within another comes before it, and so does what an alternative forbids. They become one
 * violation that says what is there and what is not.
 */
function joinAlternatives(errors: readonly IPrismDiagnostic[], body: unknown): Violation[] {
  const violations: Violation[] = [];
  const joined = new Map<Violation, readonly string[]>();
  for (const error of errors) {
    const violation = violationOf(error);
    if (violation.code !== "oneOf" && violation.code !== "anyOf") {
      violations.push(violation);
      continue;
    }
    const absent: string[] = [];
    for (let last = violations.at(-1); last !== undefined; last = violations.at(-1)) {
      const within = last.path === violation.path ? absentIn(last, joined) : forbiddenIn(last, violation.path);
      if (within === undefined) break;
      absent.unshift(...within);
      violations.pop();
    }
    const present = keysAt(body, error.path?.slice(1) ?? []).map((key) => `'${key}'`);
    if (absent.length === 0 && present.length === 0) {
      violations.push(violation);
      continue;
    }
    const count = violation.code === "oneOf" ? "exactly one" : "at least one";
    const has = present.length > 0 ? `has ${present.join(", ")}` : "is empty";
    const lacks = absent.length > 0 ? `; absent: ${absent.join(", ")}` : "";
    const message = `must hold ${count} alternative: it ${has}${lacks}`;
    const all = { ...violation, message };
    joined.set(all, absent);
    violations.push(all);
  }
  return violations;
}

/** The alternatives that a violation finds absent; `undefined` if it is about something else. */
function absentIn(
  violation: Violation,
  joined: ReadonlyMap<Violation, readonly string[]>,
): readonly string[] | undefined {
  if (violation.code === "oneOf") return joined.get(violation) ?? [];
  const name = /^must have required property ('.*')$/.exec(violation.message)?.[1];
  return violation.code === "required" && name !== undefined ? [name] : undefined;
}

/** Nothing is absent where an alternative forbids a member; `undefined` if the violation is about something else. */
function forbiddenIn({ path, code }: Violation, whole: string): readonly string[] | undefined {
  return code === "not" && path.startsWith(`${whole}.`) ? [] : undefined;
}

function keysAt(body: unknown, path: readonly string[]): string[] {
  let value = body;
  for (const name of path) {
    if (typeof value !== "object" || value === null) return [];
    value = Reflect.get(value, unescaped(name));
  }
  return typeof value === "object" && value !== null ? Object.keys(value) : [];
}

/** Paths come in pieces of a JSON Pointer, RFC 6901. */
function unescaped(segment: string): string {
  return segment.replaceAll("~1", "/").replaceAll("~0", "~");
}
