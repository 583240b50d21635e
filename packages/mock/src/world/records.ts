import type { Api } from "../description/apis.ts";
import type { RecordedRequest } from "../schemas.gen.ts";
import { isObject } from "./json.ts";

/** The newest requests, for a person to look at. They are in no snapshot. */
export interface Records {
  /** Begins the record of a request. */
  begin(api: Api, method: string, path: string, timeMs: number): RequestRecord;
  /** The records, the newest first. */
  all(): readonly RecordedRequest[];
}

/** A record that is being made. */
export interface RequestRecord {
  readonly id: string;
  /** Ends it; the body is kept without its secrets. */
  end(result: RequestResult): void;
}

/** What became of a request. */
export interface RequestResult {
  readonly operationId: string | undefined;
  /** 0 where the connection was cut. */
  readonly status: number;
  readonly fault?: string | undefined;
  readonly bodyLength: number;
  readonly body: unknown;
  readonly response: unknown;
}

const MAX_RECORDS = 1000;
const MAX_BODY_BYTES = 100_000;
/** Names of members that hold a secret; callers write them into bodies. */
const SECRET_NAME = /secret|token$|password|api_key|sender_key/i;

/**
 * Makes the list of requests.
 *
 * @param added Called with each record that has ended.
 */
export function createRecords(newId: () => string, added: (record: RecordedRequest) => void): Records {
  const records: RecordedRequest[] = [];
  return {
    begin(api, method, path, timeMs) {
      const id = newId();
      const record: RecordedRequest = { id, time: new Date(timeMs).toISOString(), api, method, path, status: 0 };
      return {
        id,
        end({ operationId, status, fault, bodyLength, body, response }) {
          const isLarge = bodyLength > MAX_BODY_BYTES;
          const kept = isLarge ? `${Math.round(bodyLength / 1000)} kB, not kept` : withoutSecrets(body);
          Object.assign(record, {
            status,
            ...(operationId !== undefined && { operation_id: operationId }),
            ...(fault !== undefined && { fault }),
            ...(body !== undefined && { body: kept }),
            ...(response !== undefined && { response: withoutSecrets(response) }),
          });
          records.push(record);
          if (records.length > MAX_RECORDS) records.shift();
          added(record);
        },
      };
    },
    all: () => records.toReversed(),
  };
}

function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shown(name, member)]));
}

/** URLs of receivers may hold a secret in their query. */
function shown(name: string, member: unknown): unknown {
  if (typeof member !== "string" || member === "") return withoutSecrets(member);
  if (name === "target" || name === "callback_url") return member.replace(/\?.*$/s, "?…");
  return SECRET_NAME.test(name) && !name.endsWith("page_token") ? "…" : member;
}
