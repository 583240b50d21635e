import type { Auth } from "../src/chain/auth.ts";
import type { ApiFacts, ClientOptions } from "../src/client-options.ts";
import type { Operation } from "../src/operation.ts";

/** A small API as generated code describes one, with one operation for each rule that a client has. */
export const facts: ApiFacts<"us" | "eu", "bearer"> = {
  package: "@sinch-fetch/messages",
  version: "1.2.3",
  server: "https://{region}.api.test",
  regions: ["us", "eu"],
  defaultRegion: "us",
  prefix: "/v1/projects/{project_id}",
  schemes: ["bearer"],
};

export const operations: readonly Operation[] = [
  {
    id: "SendMessage",
    method: "POST",
    path: "/messages:send",
    bounds: { fields: { recipients: { min: 1, max: 2 } } },
  },
  { id: "GetMessage", method: "GET", path: "/messages/{message_id}", idempotent: true },
];

interface Answers<Body> {
  200: { headers: Record<string, unknown>; content: { "application/json": Body } };
}

interface Anything {
  parameters: { path?: never; query?: Record<string, string> };
  responses: Answers<unknown>;
}

export interface Paths {
  "/messages:send": {
    post: {
      parameters: { path?: never; query?: { mode?: string } };
      requestBody: { content: { "application/json": { text: string; recipients?: string[] } } };
      responses: Answers<{ message_id: string }>;
    };
  };
  "/messages/{message_id}": {
    get: {
      parameters: { path: { message_id: string }; query?: { mode?: string[] } };
      responses: Answers<{ message_id: string }>;
    };
  };
  "/anything": {
    get: Anything;
    put: Anything;
    post: Anything;
    delete: Anything;
    options: Anything;
    head: Anything;
    patch: Anything;
    trace: Anything;
  };
}

export const TOKEN = "t0p-secret-token";

/** Authenticates with a token that is always at hand. */
export const auth: Auth<"bearer"> = {
  scheme: "bearer",
  authorize: (request, next) => {
    return next({ ...request, headers: { ...request.headers, authorization: `Bearer ${TOKEN}` } });
  },
};

export const clientOptions: ClientOptions<"us" | "eu", "bearer"> = { projectId: "my-project", auth };
