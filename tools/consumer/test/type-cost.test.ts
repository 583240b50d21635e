import { readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { commandResult } from "@sinch-fetch/workspace";
import { expect, inject, test } from "vitest";
import { ALL_COMPILERS, type Compiler } from "../src/compiler.ts";

const project = inject("project");

const CLIENT = `import { oauth2 } from "@sinch-fetch/auth";
import { createConversationClient } from "@sinch-fetch/conversation";

const client = createConversationClient({ projectId: "id", auth: oauth2({ keyId: "id", keySecret: "secret" }) });
void client;
`;
const SEND = `client.messages.send({
  app_id: "id",
  recipient: { contact_id: "id" },
  message: { text_message: { text: "hi" } },
});
`;

/** Compiles a program and returns how often the compiler filled in the parameters of a generic type. */
async function instantiationsOf(program: string, compiler: Compiler): Promise<number> {
  const name = `type-cost-${program === CLIENT ? "client" : "send"}`;
  await writeFile(join(project, `${name}.ts`), program);
  const compilerOptions = { strict: true, module: "nodenext", target: "es2022", noEmit: true, types: [] };
  const tsconfig = `tsconfig.${name}.json`;
  await writeFile(
    join(project, tsconfig),
    JSON.stringify({ compilerOptions: { ...compilerOptions, skipLibCheck: true }, files: [`${name}.ts`] }),
  );
  const command = [process.execPath, compiler.path, "--project", tsconfig, "--extendedDiagnostics"];
  const { exit, stdout } = await commandResult(command, { cwd: project });
  expect(exit, stdout).toBe(0);
  return Number(/^Instantiations: +(\d+)$/m.exec(stdout)?.[1]);
}

test.each(ALL_COMPILERS)("a send costs $name at most 11 instantiations", async (compiler) => {
  const client = await instantiationsOf(CLIENT, compiler);
  const send = await instantiationsOf(CLIENT + SEND, compiler);

  expect(client).toBeGreaterThan(0);
  expect(send - client).toBeLessThanOrEqual(11);
});

test("the declarations of the Conversation client are smaller than 420 kB", async () => {
  const folder = join(project, "node_modules/@sinch-fetch/conversation/dist");
  const files = (await readdir(folder)).filter((file) => file.endsWith(".d.ts"));
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).size));
  const total = sizes.reduce((sum, size) => sum + size, 0);

  expect(total).toBeGreaterThan(0);
  expect(total).toBeLessThan(420_000);
});
