import { rmSync } from "node:fs";
import type { TestProject } from "vitest/node";
import { installRuntimes } from "../src/install-runtimes.ts";
import { createProject } from "../src/project.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder of the project that the packages are installed in. */
    project: string;
  }
}

/** Installs the runtimes, and once for all tests the packed packages, which it deletes at the end, also at Ctrl+C. */
export default async function setup({ provide }: TestProject): Promise<() => void> {
  const [project] = await Promise.all([createProject(), installRuntimes()]);
  provide("project", project.folder);
  const remove = () => rmSync(project.parent, { recursive: true, force: true, maxRetries: 5 });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      remove();
      process.kill(process.pid, signal);
    });
  }
  return remove;
}
