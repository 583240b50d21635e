import type { JSX } from "preact";
import type { RecordedRequest } from "../../../src/schemas.gen.ts";
import { secondsOf } from "../core/time.ts";
import { Empty } from "../ui/empty.tsx";
import { Fold } from "../ui/fold.tsx";
import { RepeatRequest } from "./repeat.tsx";
import { RequestBlock } from "./request-block.tsx";

/** Requests, each with its response and how to repeat it. */
export function RequestList({ requests }: { requests: readonly RecordedRequest[] }): JSX.Element {
  if (requests.length === 0) {
    return (
      <Empty icon="traffic" title="No request yet">
        <p>Whatever your program asks the local Sinch appears here, refused requests too.</p>
      </Empty>
    );
  }
  return (
    <ul class="events">
      {requests.map((request) => (
        <li key={request.id}>
          <details>
            <summary>
              <span class="dot" data-tone={toneOf(request.status)} />
              <span class="event-name cut">{request.operation_id ?? `${request.method} ${request.path}`}</span>
              <span class="event-said">{request.status === 0 ? "cut" : request.status}</span>
              <time dateTime={request.time}>{secondsOf(request.time)}</time>
            </summary>
            <RequestBlock request={request} />
            <Fold title="Repeat it">
              <RepeatRequest request={request} />
            </Fold>
          </details>
        </li>
      ))}
    </ul>
  );
}

function toneOf(status: number): string {
  if (status >= 200 && status < 300) return "good";
  return status === 429 ? "warn" : "bad";
}
