import { once } from "node:events";
import { oauth2 } from "@sinch-fetch/auth";
import { createConversationClient } from "@sinch-fetch/conversation";
import type { ClientOptions } from "@sinch-fetch/http";
import { readMessage, sendMessage } from "../calls.ts";
import { KEY } from "../secrets.ts";
import { transportOf } from "../transports.ts";

/** What the program does. */
export interface Frozen {
  readonly transport: string;
  readonly apiUrl: string;
  readonly tokenUrl: string;
  readonly options: Partial<ClientOptions<"us", "bearer">>;
}

/** What its parent asks for: calls, one after the other or all at once. */
export interface Asked {
  readonly kind: "send" | "read";
  readonly count: number;
  readonly atOnce: boolean;
}

// Makes calls when its parent asks for some, and reports what came of each.
const { transport, apiUrl, tokenUrl, options }: Frozen = JSON.parse(process.argv[2] ?? "{}");
const fetch = transportOf(transport);
const auth = oauth2({ ...KEY, tokenUrl, fetch });
const retry = { baseDelayMs: 5, maxDelayMs: 50 };
const conversation = createConversationClient({ projectId: "p", baseUrl: apiUrl, auth, fetch, retry, ...options });
for (;;) {
  const [asked] = await once(process, "message");
  const { kind, count, atOnce }: Asked = asked;
  const ends: Promise<string>[] = [];
  for (let call = 0; call < count; call++) {
    const made = kind === "send" ? sendMessage({ conversation }) : readMessage({ conversation });
    ends.push(
      made.then(
        () => "responded",
        ({ name, outcome, attempts }) => `${name}, ${outcome}, ${attempts}`,
      ),
    );
    if (!atOnce) await ends.at(-1);
  }
  process.send?.(await Promise.all(ends));
}
