import type { JSX } from "preact";
import type { RecordedRequest, WorldMessage } from "../../../src/schemas.gen.ts";
import { curlOf, repeatable, repeatableReply } from "../core/code.ts";
import { programOf, replyProgramOf } from "../core/typescript.ts";
import { useUrls } from "../core/world.ts";
import { CodeBlock } from "../ui/code-block.tsx";

/** Code that sends a request again. */
export function RepeatRequest({ request }: { request: RecordedRequest }): JSX.Element {
  const urls = useUrls();
  return <Code curl={curlOf(repeatable(request, urls))} program={programOf(request, urls)} />;
}

/** Code by which a contact says the same again. */
export function RepeatReply({ message }: { message: WorldMessage }): JSX.Element {
  return <Code curl={curlOf(repeatableReply(message, useUrls()))} program={replyProgramOf(message)} />;
}

function Code({ curl, program }: { curl: string; program: string }): JSX.Element {
  return (
    <>
      <h3>curl</h3>
      <CodeBlock label="curl" code={curl} wraps />
      <h3>TypeScript</h3>
      <CodeBlock label="TypeScript" code={program} />
    </>
  );
}
