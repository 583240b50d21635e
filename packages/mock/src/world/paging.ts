import { WorldProblem } from "./problem.ts";
import type { Call } from "./world.ts";

/** One page of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Leads to the next page; empty on the last one. */
  readonly token: string;
}

/** Cuts a page out of a list. The token holds where the next one begins; a list that changes meanwhile may shift. */
export function pageOf<Item>(items: readonly Item[], size: number, token: string): Page<Item> {
  const start = token === "" ? 0 : startOf(token);
  const end = start + size;
  return { items: items.slice(start, end), token: end < items.length ? tokenOf(end) : "" };
}

/** Cuts the page that a query asks for with `page_size` and `page_token`. */
export function pageAsked<Item>(items: readonly Item[], { query }: Call, defaultSize = 10): Page<Item> {
  return pageOf(items, Number(query.get("page_size") ?? defaultSize), query.get("page_token") ?? "");
}

/** The fields that an update names in `update_mask`. */
export function maskOf({ query }: Call): readonly string[] {
  return query
    .getAll("update_mask")
    .flatMap((names) => names.split(","))
    .filter((name) => name !== "");
}

function tokenOf(start: number): string {
  return Buffer.from(`from ${start}`).toString("base64url");
}

function startOf(token: string): number {
  const start = /^from (\d+)$/.exec(Buffer.from(token, "base64url").toString())?.[1];
  if (start === undefined) throw new WorldProblem(400, "page_token is not one that a list returned", "page_token");
  return Number(start);
}
