import type { JSX } from "preact";
import type { RecordedRequest } from "../../../src/schemas.gen.ts";
import { dayAndTimeOf } from "../core/time.ts";
import { JsonBlock } from "../ui/code-block.tsx";

/** A request as it came, and its response. */
export function RequestBlock({ request }: { request: RecordedRequest }): JSX.Element {
  const { method, path, body, response, status, time, operation_id, fault } = request;
  return (
    <>
      <p class="break">
        <strong>{method}</strong> <code>{path}</code>
      </p>
      <p class="quiet">{[operation_id, dayAndTimeOf(time)].filter(Boolean).join(", ")}</p>
      {body !== undefined && <JsonBlock label="Body of the request" value={body} />}
      <p>
        {status === 0 ? "The connection was cut." : `Response ${status}`}
        {fault && ` (fault: ${fault})`}
      </p>
      {response !== undefined && <JsonBlock label="Body of the response" value={response} />}
    </>
  );
}
