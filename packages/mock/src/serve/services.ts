import type { DescriptionName } from "../description-file.ts";
import type { Router } from "./router.ts";

/** What a mock serves, and where: a request to a wrong port is shown the right one. */
export interface Services {
  add(name: DescriptionName, route: Router): void;
  /** Says where the services are, once they listen. */
  setUrls(urls: Readonly<Record<string, string>>): void;
  /** Says where a path belongs that a service does not have, in words; `undefined` if nothing here has it. */
  elsewhere(from: DescriptionName, method: string, path: string): string | undefined;
}

/** Makes the list of what a mock serves, which is empty at first. */
export function createServices(): Services {
  const routers = new Map<DescriptionName, Router>();
  const urls: Record<string, string> = {};
  return {
    add: (name, route) => void routers.set(name, route),
    setUrls: (found) => void Object.assign(urls, found),
    elsewhere(from, method, path) {
      const { inbox } = urls;
      if (from !== "mock" && inbox !== undefined) {
        if (path === "/") return `the page is at ${inbox}`;
        if (path.startsWith("/api/")) return `the control API is at ${inbox}`;
      }
      const other = [...routers].find(([name, route]) => name !== from && route(method, path).found !== "nothing");
      return other && `it is in the ${other[0]} API, at ${urls[other[0]]}`;
    },
  };
}
