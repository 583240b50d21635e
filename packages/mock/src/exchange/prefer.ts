import type { Operation } from "../description/operation.ts";

/** Which of the documented responses a request asks for. */
export interface Preference {
  readonly code?: number;
  readonly example?: string;
  readonly dynamic?: boolean;
  readonly seed?: string;
}

/** A `Prefer` header that cannot be followed; the message is to be read after the word `Prefer`. */
export class PreferError extends Error {
  override readonly name = "PreferError";
}

/** Preferences that RFC 7240 registers: of no effect here, and no mistakes either. */
const REGISTERED = new Set(["respond-async", "return", "wait", "handling", "depth-noroot"]);

/**
 * Reads a `Prefer` header, such as `code=403, example=flat`. RFC 7240 lets a server ignore what it does not know; this
 * one refuses it, since a mistyped preference would get the wrong response in silence.
 *
 * @throws {PreferError} A preference is unknown, given twice, without a value, or contradicts another.
 */
export function parsePrefer(header: string): Preference {
  const values = new Map<string, string>();
  for (const part of header.split(",")) {
    const [rawName = "", ...rest] = part.split("=");
    const name = rawName.split(";")[0]?.trim().toLowerCase() ?? "";
    if (name === "" || REGISTERED.has(name)) continue;
    if (!["code", "example", "dynamic", "seed"].includes(name)) {
      throw new PreferError(`"${name}" is unknown, expected code, example, dynamic or seed`);
    }
    const value = rest
      .join("=")
      .trim()
      .replace(/^"(.*)"$/, "$1");
    if (value === "") throw new PreferError(`${name} has no value`);
    if (values.has(name)) throw new PreferError(`${name} is given twice`);
    values.set(name, value);
  }
  const code = values.get("code");
  const example = values.get("example");
  const dynamic = values.get("dynamic") ?? "false";
  const seed = values.get("seed");
  if (code !== undefined && !/^[1-5]\d\d$/.test(code)) {
    throw new PreferError(`code is "${code}", expected a status such as 403`);
  }
  if (dynamic !== "true" && dynamic !== "false") {
    throw new PreferError(`dynamic is "${dynamic}", expected true or false`);
  }
  if (dynamic === "true" && example !== undefined) {
    throw new PreferError("example and dynamic=true exclude each other");
  }
  if (dynamic === "false" && seed !== undefined) throw new PreferError("seed needs dynamic=true");
  return {
    ...(code !== undefined && { code: Number(code) }),
    ...(example !== undefined && { example }),
    ...(seed !== undefined && { seed }),
    dynamic: dynamic === "true",
  };
}

/** Statuses that the descriptions say can come from every operation, and document for few. */
const EVERYWHERE: readonly number[] = [404, 429, 503];

/** Whether a status is asked for that can come from every operation and that this one does not document. */
export function isEverywhere({ code }: Preference, operation: Operation): boolean {
  return code !== undefined && EVERYWHERE.includes(code) && responseFor(operation, code) === undefined;
}

/**
 * Checks that an operation documents the response. Prism would return 200 for a documented code with an unknown example.
 *
 * @throws {PreferError} The code or the example is not documented; names those that are.
 */
export function checkPreference({ code, example }: Preference, operation: Operation): void {
  const name = operation.iid ?? operation.path;
  const response = code === undefined ? defaultResponse(operation) : responseFor(operation, code);
  if (
    response === undefined &&
    isEverywhere({ ...(code !== undefined && { code }) }, operation) &&
    example === undefined
  )
    return;
  if (response === undefined) {
    throw new PreferError(`code ${code} is not documented for ${name}, expected ${codesOf(operation).join(", ")}`);
  }
  if (example === undefined) return;
  const keys = (response.contents ?? []).flatMap(({ examples }) => (examples ?? []).map(({ key }) => key));
  if (keys.includes(example)) return;
  const expected = keys.length > 0 ? `expected ${keys.join(", ")}` : "it has none";
  throw new PreferError(`example "${example}" is not documented for ${response.code} of ${name}, ${expected}`);
}

/** The codes that can be asked for, as words. */
function codesOf({ responses }: Operation): readonly string[] {
  const documented = responses.map(({ code }) => (code === "default" ? "any from 400 to 599" : code));
  if (responses.some(({ code }) => code === "default")) return documented;
  return [...new Set([...documented, ...EVERYWHERE.map(String)])].sort();
}

/** As Prism chooses: the exact code, its class, `default`, which covers failures beside a documented success. */
function responseFor({ responses }: Operation, code: number): Operation["responses"][number] | undefined {
  const isFailure = code >= 400 || !responses.some((response) => response.code.startsWith("2"));
  const wanted = [String(code), `${String(code).charAt(0)}XX`, ...(isFailure ? ["default"] : [])];
  return wanted.map((name) => responses.find((response) => response.code === name)).find(Boolean);
}

function defaultResponse({ responses }: Operation): Operation["responses"][number] | undefined {
  const successes = responses.filter(({ code }) => /^2(\d\d|XX)$/.test(code));
  successes.sort((a, b) => a.code.localeCompare(b.code));
  return successes[0] ?? responses.find(({ code }) => code === "default") ?? responses[0];
}
