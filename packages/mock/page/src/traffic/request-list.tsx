import type { JSX } from "preact";
import type { RecordedRequest } from "../../../src/schemas.gen.ts";
import { secondsOf } from "../core/time.ts";
import { Empty } from "../ui/empty.tsx";
import { Expander } from "../ui/expander.tsx";
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
          <Expander summary={<Line request={request} />}>
            {() => (
              <>
                <RequestBlock request={request} />
                <Fold title="Repeat it">
                  <RepeatRequest request={request} />
                </Fold>
              </>
            )}
          </Expander>
        </li>
      ))}
    </ul>
  );
}

function Line({ request }: { request: RecordedRequest }): JSX.Element {
  const { operation_id, method, path, status, time } = request;
  return (
    <>
      <span class="dot" data-tone={toneOf(status)} />
      <span class="event-name cut">{operation_id ?? `${method} ${path}`}</span>
      <span class="event-said">{status === 0 ? "cut" : status}</span>
      <time dateTime={time}>{secondsOf(time)}</time>
    </>
  );
}

function toneOf(status: number): string {
  if (status >= 200 && status < 300) return "good";
  return status === 429 ? "warn" : "bad";
}
