import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { TestAnswer, TestRequest } from "./test-process.ts";

const PROCESS = fileURLToPath(new URL("test-process.ts", import.meta.url));

/** What came of the tests: they passed, one failed, or they did not end in time. */
export type Verdict = "passed" | "failed" | "hung";

/** Runs a package's test files in one process, which is replaced when a run hangs. */
export class TestRunner {
  readonly #root: string;
  #process: ChildProcess | undefined;

  constructor(root: string) {
    this.#root = root;
  }

  /** @param limitMs After how many milliseconds the run counts as hung. */
  async run(request: TestRequest, limitMs: number): Promise<Verdict> {
    const child = await this.#started();
    const limit = AbortSignal.timeout(limitMs);
    const ended = new AbortController();
    try {
      const signal = AbortSignal.any([limit, ended.signal]);
      const answered = once(child, "message", { signal });
      const died = once(child, "exit", { signal }).then(() => undefined);
      child.send(request);
      const [answer]: (TestAnswer | undefined)[] = (await Promise.race([answered, died])) ?? [];
      if (!answer) this.stop();
      return answer?.passed ? "passed" : "failed";
    } catch (error) {
      if (!limit.aborted) throw error;
      this.stop();
      return "hung";
    } finally {
      ended.abort();
    }
  }

  /** Ends the process. */
  stop(): void {
    // A negative id means the whole group: a test that loops for ever does so in a process of its own.
    if (this.#process?.pid !== undefined) kill(-this.#process.pid);
    this.#process = undefined;
  }

  async #started(): Promise<ChildProcess> {
    if (this.#process) return this.#process;
    this.#process = fork(PROCESS, [this.#root], {
      cwd: this.#root,
      detached: true,
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    const child = this.#process;
    await new Promise((resolve, reject) => {
      child.once("message", resolve);
      child.once("exit", (code) => reject(new Error(`vitest did not start: exit code ${code}`)));
    });
    return child;
  }
}

function kill(id: number): void {
  try {
    process.kill(id, "SIGKILL");
  } catch {
    // It has ended.
  }
}
