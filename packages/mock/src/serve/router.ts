import type { DescribedOperation } from "../description/described-operations.ts";
import { nearPath } from "../near/near-path.ts";

/** Where a request leads: an operation, or a path without that method, or nowhere. */
export type Match =
  | { readonly found: "operation"; readonly operation: DescribedOperation; readonly path: string }
  | { readonly found: "path"; readonly methods: readonly string[] }
  | { readonly found: "nothing"; readonly hint: string | undefined };

interface Route {
  readonly operation: DescribedOperation;
  readonly segments: readonly RegExp[];
}

/** Finds the operation for a request. */
export type Router = (method: string, path: string) => Match;

/**
 * Makes the router of one API. Prism has one, which takes `stopx` for `{id}:stop`, an empty segment for an id, and gives
 * a wrong method on `{id}:stop` to `{id}`. Here the path with most literal characters decides, whatever its methods.
 */
export function createRouter(operations: readonly DescribedOperation[]): Router {
  const routes = operations.map(
    (operation): Route => ({ operation, segments: operation.path.split("/").map(segmentPattern) }),
  );

  const templates = operations.map((operation) => operation.path);

  function fitting(segments: readonly string[]): readonly Route[] {
    const fit = routes.filter((route) => route.segments.length === segments.length && matches(route, segments));
    const most = Math.max(...fit.map(literalLength));
    return fit.filter((route) => literalLength(route) === most);
  }

  return (method, path) => {
    const segments = path.split("/");
    // An escaped colon belongs to an id, `abc%3Astop`; only where that leads nowhere may it separate a method's name.
    const raw = fitting(segments);
    const candidates = raw.length > 0 ? raw : fitting(segments.map(decode));
    const route = candidates.find(({ operation }) => operation.method.toUpperCase() === method);
    if (route !== undefined) {
      const used = raw.length > 0 ? segments : segments.map(decode);
      return { found: "operation", operation: route.operation, path: canonicalPath(route, used) };
    }
    if (candidates.length > 0) {
      return { found: "path", methods: candidates.map(({ operation }) => operation.method.toUpperCase()) };
    }
    const hint = routes.find((one) => endsLike(one, segments))?.operation.path;
    return { found: "nothing", hint: hint ?? nearPath(templates, path) };
  };
}

function segmentPattern(segment: string): RegExp {
  const literal = segment.split(/\{[^}]*\}/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${literal.join("(.+)")}$`, "s");
}

function literalLength({ operation }: Route): number {
  return operation.path.replace(/\{[^}]*\}/g, "").length;
}

function matches(route: Route, segments: readonly string[]): boolean {
  return route.segments.every((pattern, i) => pattern.test(segments[i] ?? ""));
}

/** A path that lacks the beginning of a known one, such as `/messages:send`; it must begin with a whole literal. */
function endsLike({ operation, segments: patterns }: Route, segments: readonly string[]): boolean {
  const tail = segments.slice(1);
  const start = patterns.length - tail.length;
  if (start < 1 || tail.length === 0) return false;
  const first = operation.path.split("/")[start];
  return first === tail[0] && tail.every((segment, i) => patterns[start + i]?.test(segment));
}

/** The path with its values escaped anew: Prism splits a value at a bare comma. */
function canonicalPath({ operation, segments: patterns }: Route, segments: readonly string[]): string {
  const templates = operation.path.split("/");
  return templates
    .map((template, i) => {
      const values = patterns[i]?.exec(segments[i] ?? "")?.slice(1) ?? [];
      return template.replace(/\{[^}]*\}/g, () => encodeURIComponent(decode(values.shift() ?? "")));
    })
    .join("/");
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
