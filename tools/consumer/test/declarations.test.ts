import { mkdir, readFile, realpath, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, inject, test } from "vitest";
import { COMPILERS, compile } from "../src/compiler.ts";

const project = inject("project");
/** Beside the project, so that it finds no package but those that it depends on, as pnpm has it. */
const library = join(project, "../library");

const CLIENT = `import { oauth2 } from "@sinch-fetch/auth";
import { createConversationClient } from "@sinch-fetch/conversation";

export const auth = oauth2({ keyId: "id", keySecret: "secret" });
export const client = createConversationClient({ projectId: "id", auth });
`;
const INDEX = `import { client } from "./client.js";

export { auth } from "./client.js";
export const list = client.messages.list();
export const contacts = () => client.contacts.list();
export const apps = client.GET("/apps");
export const get = client.GET;
export const send = client.messages.send;
export const messages = client.messages;
export const message = (id: string) => client.messages.get(id);
export const channel = async (id: string) => (await client.messages.get(id)).channel_identity?.channel;
`;

beforeAll(async () => {
  await mkdir(join(library, "node_modules/@sinch-fetch"), { recursive: true });
  for (const name of ["@sinch-fetch/auth", "@sinch-fetch/conversation"]) {
    await symlink(await realpath(join(project, "node_modules", name)), join(library, "node_modules", name), "dir");
  }
  await writeFile(join(library, "package.json"), '{ "name": "library", "type": "module" }');
  await writeFile(join(library, "client.ts"), CLIENT);
  await writeFile(join(library, "index.ts"), INDEX);
});

test.each(COMPILERS)(
  "$name writes the declarations of a library that exports what clients return",
  async (compiler) => {
    const outDir = `declarations-${COMPILERS.indexOf(compiler)}`;

    const diagnostics = await compile(compiler, library, {
      name: "library",
      compilerOptions: {
        types: [],
        skipLibCheck: true,
        noEmit: false,
        declaration: true,
        emitDeclarationOnly: true,
        outDir,
      },
      include: ["client.ts", "index.ts"],
    });
    const declarations = await readFile(join(library, outDir, "index.d.ts"), "utf8").catch(() => "");

    expect(diagnostics).toEqual([]);
    expect(declarations).toContain('Paged<import("@sinch-fetch/conversation").ConversationMessage, ');
    expect(declarations).toContain('FetchResponse<import("@sinch-fetch/conversation").App_ListApps, ');
    expect(declarations).toContain('messages: import("@sinch-fetch/conversation").MessagesResource;');
    // Names, and no members.
    expect(declarations.length).toBeLessThan(3000);
  },
);
