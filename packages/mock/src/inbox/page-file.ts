import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { type Answer, problemAnswer } from "../exchange/answer.ts";

/** Where the built page is, from the sources and from the built package. */
const PAGE_BESIDE = new URL("./page/", import.meta.url);
const PAGE = new URL("../../dist/page/", import.meta.url);

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".json": "application/json",
  ".map": "application/json",
};

/** Serves a file of the page. */
export async function pageFile(method: string, path: string): Promise<Answer> {
  if (method !== "GET" && method !== "HEAD") {
    return problemAnswer(405, `${method} ${path}: the page takes GET`, [], { allow: "GET, HEAD" });
  }
  const name = path === "/" ? "index.html" : path.slice(1);
  const type = TYPES[extname(name)];
  if (type === undefined || !/^[\w-]+(?:[./][\w-]+)*$/.test(name)) return problemAnswer(404, `there is no ${path}`);
  for (const folder of [PAGE_BESIDE, PAGE]) {
    const body = await readFile(new URL(name, folder)).catch(() => undefined);
    if (body !== undefined) return { status: 200, headers: { "content-type": type }, body, violations: [] };
  }
  if (path === "/") return problemAnswer(404, "the page was not built; its API is below /api/");
  return problemAnswer(404, `there is no ${path}`);
}
