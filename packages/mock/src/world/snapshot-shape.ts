import { isObject } from "./json.ts";

/** Returns what is wrong with a value, after the path that it is at; `undefined` for nothing. */
type Check = (value: unknown, path: string) => string | undefined;

/** The last date that JavaScript knows, in milliseconds; the first one is as far before 1970. */
const LAST_DATE_MS = 8.64e15;

const text = checkOf("a text", (value) => typeof value === "string");
const yesOrNo = checkOf("true or false", (value) => typeof value === "boolean");
const count = checkOf("a whole number from 0", (value) => Number.isSafeInteger(value) && Number(value) >= 0);
const time = checkOf("a time", (value) => typeof value === "number" && Math.abs(value) <= LAST_DATE_MS);
const url = checkOf("a URL", (value) => typeof value === "string" && URL.canParse(value));
const object = checkOf("an object", isObject);

const address = has({ channel: text, identity: text });
const owned = { id: text, projectId: text };
const ofApp = { ...owned, appId: text };
const fields = { projectId: text, fields: object };

/** What the parts of a snapshot must have, so that a world can go on with them. */
const PARTS: Readonly<Record<string, Check>> = {
  apps: listOf(has({ ...owned, fields: object, waiting: count, nextLeaveMs: time })),
  contacts: listOf(has({ ...owned, fields: has({ channel_identities: listOf(address) }) })),
  conversations: listOf(has({ ...ofApp, contactId: text, active: yesOrNo, lastMessageMs: time })),
  messages: listOf(
    has({
      ...ofApp,
      ...{ personId: text, direction: text, mode: text, contactId: text, conversationId: text },
      ...{ addresses: listOf(address), at: count, acceptMs: time, content: object, plan: count, isWaiting: yesOrNo },
      steps: listOf(has({ status: text, atMs: time, channel: text })),
    }),
  ),
  events: listOf(has({ ...ofApp, address, acceptMs: time, event: object, toCome: listOf(text) })),
  batches: listOf(
    has({
      ...{ ...ofApp, status: text, acceptMs: time, sendAfterMs: time, recipients: count, made: count },
      ...{ metadata: object, message: object, counts: object },
    }),
  ),
  webhooks: listOf(has({ ...owned, fields: has({ app_id: text, target: url }) })),
  callbacks: listOf(
    has({
      ...{ ...ofApp, trigger: text, atMs: time, url, subject: text, body: object, state: text },
      attempts: listOf(has({ atMs: time, durationMs: count })),
    }),
  ),
  templates: listOf(has({ ...owned, ...fields })),
  settings: listOf(has(fields)),
  lookups: listOf(has({ ...ofApp, contactId: text, addresses: listOf(address) })),
  consents: listOf(
    has({ projectId: text, appId: text, identity: text, list: text, operation: text, origin: text, atMs: time }),
  ),
  tasks: listOf(has({ dueMs: time, order: count, what: text, id: text })),
  random: has({ draws: count, ids: count }),
  now: checkOf("a time", (value) => typeof value === "string" && !Number.isNaN(Date.parse(value))),
  dropped: count,
};

/** Says what is wrong with the parts that a snapshot has; `undefined` if a world can go on with all of them. */
export function shapeProblem(snapshot: Readonly<Record<string, unknown>>): string | undefined {
  for (const [name, check] of Object.entries(PARTS)) {
    const problem = snapshot[name] === undefined ? undefined : check(snapshot[name], name);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function checkOf(expected: string, isRight: (value: unknown) => boolean): Check {
  return (value, path) => {
    if (isRight(value)) return undefined;
    const isSimple = typeof value !== "object" || value === null;
    return `${path} is ${isSimple ? String(JSON.stringify(value)).slice(0, 50) : `not ${expected}`}, expected ${expected}`;
  };
}

function has(members: Readonly<Record<string, Check>>): Check {
  const checks = Object.entries(members);
  return (value, path) => {
    if (!isObject(value)) return `${path} is not an object`;
    for (const [name, check] of checks) {
      const problem = check(value[name], `${path}.${name}`);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
}

function listOf(check: Check): Check {
  return (value, path) => {
    if (!Array.isArray(value)) return `${path} is not a list`;
    for (const [at, one] of value.entries()) {
      const problem = check(one, `${path}[${at}]`);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
}
