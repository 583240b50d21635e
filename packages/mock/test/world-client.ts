import { afterEach } from "vitest";
import { type Mock, type MockOptions, startMock } from "../src/index.ts";

/** Steps that take next to no time, so that tests do not wait. */
const QUICK = { submit: 1, queue: 1, deliver: 1, read: 1 };

const running: Mock[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((mock) => mock.close()));
});

/** A mock for one test, and what calls it. */
export interface Stage {
  readonly mock: Mock;
  /** Calls an API; the project is `p`. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Called>;
  /** Calls the control API. */
  control(method: string, path: string, body?: unknown): Promise<Called>;
}

/** What a call came to. */
export interface Called {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests read whatever came back, and fail where it is something else
  readonly body: any;
}

/** Starts a mock with quick steps. Paths that begin with `batch/` or `templates/` go to these APIs, others to Conversation. */
export async function stage(options: MockOptions = {}): Promise<Stage> {
  const mock = await startMock({ checked: true, delaysMs: QUICK, retryDelaysMs: [5, 5], ...options });
  running.push(mock);
  return {
    mock,
    call(method, path, body, headers = {}) {
      const [, api = "", rest = path] = /^(batch|templates)\/(.*)$/.exec(path) ?? [];
      const base =
        api === "templates"
          ? `${mock.templates}/v2/projects/p/`
          : `${api === "batch" ? mock.batch : mock.conversation}/v1/projects/p/`;
      return call(method, base + rest, body, { authorization: "Bearer any", ...headers });
    },
    control: (method, path, body) => call(method, `${mock.inbox}/api/${path}`, body, {}),
  };
}

async function call(method: string, url: string, body: unknown, headers: Record<string, string>): Promise<Called> {
  const response = await fetch(url, {
    method,
    headers: { ...headers, ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
}

/** A recipient by address. */
export function to(...identities: readonly string[]): Record<string, unknown> {
  const channel_identities = identities.map((one) => {
    const [channel, identity] = one.split(":");
    return { channel, identity };
  });
  return { identified_by: { channel_identities: channel_identities } };
}

/** The body of a send of one text. */
export function textTo(identity: string, text = "Hello"): Record<string, unknown> {
  return { app_id: "app", recipient: to(identity), message: { text_message: { text } } };
}
