import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { installedPath } from "./install-runtimes.ts";

/** A strict program in an editor that asks TypeScript, as VS Code does. Places are after the first of a text in the program. */
export type Editor = Awaited<ReturnType<typeof openEditor>>;

interface Response {
  readonly request_seq?: number;
  readonly message?: string;
  readonly body?: unknown;
}

interface Details {
  readonly name: string;
  readonly documentation?: readonly { readonly text: string }[];
}

/**
 * Opens a program in an editor.
 *
 * @param dependency The TypeScript that it asks, as `runtimes/package.json` names it.
 * @param project The folder of the program, in which its imports are installed.
 */
export async function openEditor(dependency: string, project: string, program: string) {
  const file = join(project, `editor-${dependency}.ts`);
  await writeFile(file, program);
  const server = spawn(process.execPath, [installedPath(`${dependency}/lib/tsserver.js`)], { cwd: project });
  const waiting = new Map<number, (response: Response) => void>();
  // Each message is a line of its own, below lines of headers.
  createInterface(server.stdout).on("line", (line) => {
    const response: Response = line.startsWith("{") ? JSON.parse(line) : {};
    waiting.get(response.request_seq ?? -1)?.(response);
  });
  let requests = 0;
  const tell = (command: string, args: object): number => {
    server.stdin.write(`${JSON.stringify({ seq: ++requests, type: "request", command, arguments: args })}\n`);
    return requests;
  };
  const ask = async (command: string, args: object): Promise<unknown> => {
    const { body, message } = await new Promise<Response>((resolve) => waiting.set(tell(command, args), resolve));
    if (body === undefined) throw new Error(`${command} ${JSON.stringify(args)}: ${message}`);
    return body;
  };
  const placeAfter = (text: string): { line: number; offset: number } => {
    const at = program.indexOf(text);
    if (at === -1) throw new Error(`the program has no ${text}`);
    const lines = program.slice(0, at + text.length).split("\n");
    return { line: lines.length, offset: (lines.at(-1)?.length ?? 0) + 1 };
  };
  tell("compilerOptionsForInferredProjects", { options: { strict: true, module: "nodenext", target: "es2022" } });
  tell("open", { file });
  return {
    /** Returns what is shown for the name that a text ends with. */
    async hover(text: string): Promise<string> {
      const { line, offset } = placeAfter(text);
      return ((await ask("quickinfo", { file, line, offset: offset - 1 })) as { displayString: string }).displayString;
    },
    /** Returns what can be written after a text, and what is said about it. */
    async offers(text: string): Promise<{ name: string; docs: string }[]> {
      const place = { file, ...placeAfter(text) };
      const { entries } = (await ask("completionInfo", place)) as { entries: readonly { name: string }[] };
      const entryNames = entries.map(({ name }) => name);
      const details = (await ask("completionEntryDetails", { ...place, entryNames })) as readonly Details[];
      return details.map(({ name, documentation = [] }) => ({
        name,
        docs: documentation.map((part) => part.text).join(""),
      }));
    },
    async close(): Promise<void> {
      const exited = once(server, "exit");
      tell("exit", {});
      await exited;
    },
  };
}
