import { inspect } from "node:util";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { memoryNonceStore } from "../../src/callbacks/nonce-store.ts";
import { parseCallback } from "../../src/callbacks/parse-callback.ts";
import { type VerifyCallbackOptions, verifyCallback } from "../../src/callbacks/verify-callback.ts";
import { rejection } from "./rejection.ts";
import { signed, signedNow } from "./signed.ts";

// The test vector of the facts that this package is built from.
const secret = "marble-otter-42";
const body =
  '{"app_id":"01J9ZK4T7QW3M8X5R2V6B1N0CD","project_id":"3f1c7a52-9d0e-4b86-a4d7-6c2e5b90f814","accepted_time":"2026-02-03T09:15:27.104Z","message_delivery_report":{"message_id":"01J9ZQ5T7V9W1X3Y5Z7A9B1C2D","status":"READ"}}';
const headers = {
  "x-sinch-webhook-signature": "AdK4NbsCllFaBMk5HlnOH0gygQ/QTkNssIh6MZ4OU7o=",
  "x-sinch-webhook-signature-timestamp": "1770110127",
  "x-sinch-webhook-signature-nonce": "01J9ZX2B4C6D8E0F2G4H6J8K0M",
  "x-sinch-webhook-signature-algorithm": "HmacSHA256",
};
const signedAtMs = 1_770_110_127_000;
const now = () => signedAtMs;

/** The headers with some changed, or taken away. */
const withHeaders = (changes: Record<string, string | undefined>) =>
  Object.fromEntries(
    Object.entries({ ...headers, ...changes }).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );

const reasonOf = async (promise: Promise<unknown>) => (await rejection(promise)) as { reason?: unknown };

describe("a callback that Sinch signed", () => {
  test("is taken, whether its body is text or bytes", async () => {
    const bytes = Buffer.from(body);
    const inLargerBuffer = Buffer.concat([Buffer.from("##"), bytes, Buffer.from("##")]).subarray(2, -2);

    await verifyCallback(headers, body, secret, { now });
    await verifyCallback(headers, new Uint8Array(bytes), secret, { now });
    await verifyCallback(headers, inLargerBuffer, secret, { now });
    await verifyCallback(headers, new Uint8Array(bytes).buffer, secret, { now });
  });

  test.each([
    { form: "Headers", given: new Headers(headers) },
    { form: "a record in lower case", given: headers },
    { form: "a record in mixed case", given: mapNames((name) => name.replaceAll(/\b[a-z]/g, (x) => x.toUpperCase())) },
    { form: "a record in upper case", given: mapNames((name) => name.toUpperCase()) },
    { form: "a record of lists", given: Object.fromEntries(Object.entries(headers).map(([k, v]) => [k, [v]])) },
    { form: "a record with other headers", given: { host: undefined, accept: ["*/*"], get: "x", ...headers } },
    { form: "no algorithm", given: withHeaders({ "x-sinch-webhook-signature-algorithm": undefined }) },
    {
      form: "Headers without algorithm",
      given: new Headers(withHeaders({ "x-sinch-webhook-signature-algorithm": undefined })),
    },
  ])("is taken with its headers as $form", async ({ given }) => {
    await verifyCallback(given, body, secret, { now });
  });

  test("is taken over its raw bytes where a byte order mark is before it, alike as text and as bytes", async () => {
    const bytes = Buffer.from(`\ufeff${body}`);
    const marked = signed(bytes);
    const text = bytes.toString();

    for (const rawBody of [text, bytes, new Uint8Array(bytes), new Uint8Array(bytes).buffer]) {
      await verifyCallback(marked, rawBody, secret, { now });
      expect(parseCallback(rawBody)).toMatchObject({ trigger: "MESSAGE_DELIVERY" });
    }
    // What Request.text() makes of it is not what was signed.
    const unmarked = await new Response(bytes).text();
    expect(await reasonOf(verifyCallback(marked, unmarked, secret, { now }))).toMatchObject({
      reason: "signature-mismatch",
    });
  });

  test("is taken when any of several secrets signed it", async () => {
    await verifyCallback(headers, body, ["new-one", secret], { now });
    await verifyCallback(headers, body, [secret, "new-one"], { now });
    expect(await reasonOf(verifyCallback(headers, body, ["new-one", "newer-one"], { now }))).toMatchObject({
      reason: "signature-mismatch",
    });
  });

  test("is refused once its body was written anew", async () => {
    const rewritten = JSON.stringify(JSON.parse(body), null, 1);

    expect(await reasonOf(verifyCallback(headers, rewritten, secret, { now }))).toMatchObject({
      reason: "signature-mismatch",
    });
  });
});

describe("a callback is refused", () => {
  test.each([
    [
      "without signature",
      { "x-sinch-webhook-signature": undefined },
      "missing-header",
      "no header x-sinch-webhook-signature",
    ],
    [
      "with an empty signature",
      { "x-sinch-webhook-signature": "" },
      "missing-header",
      "no header x-sinch-webhook-signature",
    ],
    ["without timestamp", { "x-sinch-webhook-signature-timestamp": undefined }, "missing-header", "-timestamp"],
    ["without nonce", { "x-sinch-webhook-signature-nonce": undefined }, "missing-header", "-nonce"],
    ["with a nonce of its own", { "x-sinch-webhook-signature-nonce": "other" }, "signature-mismatch", "does not match"],
    [
      "with a time of its own",
      { "x-sinch-webhook-signature-timestamp": "1770110128" },
      "signature-mismatch",
      "does not match",
    ],
    [
      "with a date for a time",
      { "x-sinch-webhook-signature-timestamp": "2026-02-03T09:15:27Z" },
      "malformed-timestamp",
      "not a number of seconds",
    ],
    [
      "with a fraction of a second",
      { "x-sinch-webhook-signature-timestamp": "1770110127.5" },
      "malformed-timestamp",
      "not a number of seconds",
    ],
    [
      "with a negative time",
      { "x-sinch-webhook-signature-timestamp": "-1770110127" },
      "malformed-timestamp",
      "not a number of seconds",
    ],
    ["with another algorithm", { "x-sinch-webhook-signature-algorithm": "HmacSHA1" }, "wrong-algorithm", "HmacSHA256"],
    [
      "with a stronger algorithm",
      { "x-sinch-webhook-signature-algorithm": "HmacSHA512" },
      "wrong-algorithm",
      "HmacSHA256",
    ],
    ["with an empty algorithm", { "x-sinch-webhook-signature-algorithm": "" }, "wrong-algorithm", "HmacSHA256"],
    [
      "with another's signature",
      { "x-sinch-webhook-signature": signed(body, { secret: "other" })["x-sinch-webhook-signature"] },
      "signature-mismatch",
      "does not match",
    ],
    [
      "with a signature in hex",
      { "x-sinch-webhook-signature": Buffer.from(headers["x-sinch-webhook-signature"], "base64").toString("hex") },
      "signature-mismatch",
      "does not match",
    ],
    [
      "with a signature without padding",
      { "x-sinch-webhook-signature": "AdK4NbsCllFaBMk5HlnOH0gygQ/QTkNssIh6MZ4OU7o" },
      "signature-mismatch",
      "does not match",
    ],
    ["with the start of a signature", { "x-sinch-webhook-signature": "AdK4" }, "signature-mismatch", "does not match"],
  ])("%s", async (_, changes: Record<string, string | undefined>, reason, message) => {
    const error = await rejection(verifyCallback(withHeaders(changes), body, secret, { now }));

    expect(error).toMatchObject({ name: "CallbackError", reason, message: expect.stringContaining(message) });
  });

  test("that was cut at a full stop of its body", async () => {
    const given = signed("a.b", { nonce: "c" });

    await verifyCallback(given, "a.b", secret, { now });
    const cut = { ...given, "x-sinch-webhook-signature-nonce": "b.c" };
    expect(await reasonOf(verifyCallback(cut, "a", secret, { now }))).toMatchObject({ reason: "malformed-nonce" });
  });

  test.each([".", "a.b", "a b", "a\u0000", "a\n", "\u00e9", "x".repeat(257)])(
    "rightly signed, with the nonce %j",
    async (nonce) => {
      expect(await reasonOf(verifyCallback(signed(body, { nonce }), body, secret, { now }))).toMatchObject({
        reason: "malformed-nonce",
      });
    },
  );

  test("with two signatures", async () => {
    const signature = headers["x-sinch-webhook-signature"];
    const given = { ...headers, "x-sinch-webhook-signature": [signature, signature] };

    expect(await reasonOf(verifyCallback(given, body, secret, { now }))).toMatchObject({
      reason: "signature-mismatch",
    });
  });

  test("in words that hold neither the secret, nor the signature, nor the body", async () => {
    const expected = signed(body, { secret: "other-secret" })["x-sinch-webhook-signature"] as string;

    const error = await rejection(verifyCallback(headers, body, "other-secret", { now }));

    const exposed = inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(error);
    for (const hidden of [
      "other-secret",
      expected,
      headers["x-sinch-webhook-signature"],
      "01J9ZQ5T7V9W1X3Y5Z7A9B1C2D",
    ]) {
      expect(exposed).not.toContain(hidden);
    }
  });
});

describe("the age of a callback", () => {
  test.each<{ given: string; ageMs: number; maxAgeMs?: number; want: string }>([
    { given: "five minutes old", ageMs: 300_000, want: "taken" },
    { given: "older than five minutes", ageMs: 300_001, want: "too-old" },
    { given: "five minutes in the future", ageMs: -300_000, want: "taken" },
    { given: "further in the future", ageMs: -300_001, want: "too-new" },
    { given: "within a window of its own", ageMs: 10_000, maxAgeMs: 10_000, want: "taken" },
    { given: "older than a window of its own", ageMs: 10_001, maxAgeMs: 10_000, want: "too-old" },
    { given: "ever so old, without a limit", ageMs: 1e12, maxAgeMs: 0, want: "taken" },
    { given: "ever so new, without a limit", ageMs: -1e12, maxAgeMs: 0, want: "taken" },
  ])("$given: $want", async ({ ageMs, maxAgeMs, want }) => {
    const verified = verifyCallback(headers, body, secret, { now: () => signedAtMs + ageMs, maxAgeMs });

    expect(
      await verified.then(
        () => "taken",
        (error) => error.reason,
      ),
    ).toBe(want);
  });

  test("goes by the clock, unless told otherwise", async () => {
    const timestamp = String(Math.floor(Date.now() / 1000));

    await verifyCallback(signed(body, { timestamp }), body, secret);
    expect(await reasonOf(verifyCallback(headers, body, secret))).toMatchObject({ reason: "too-old" });
  });

  test("is refused where it is too large for any clock", async () => {
    const timestamp = "9".repeat(400);

    expect(await reasonOf(verifyCallback(signed(body, { timestamp }), body, secret))).toMatchObject({
      reason: "too-new",
    });
  });

  test("is told only of a callback with the right signature", async () => {
    const late = { now: () => signedAtMs + 1e9 };

    expect(await rejection(verifyCallback(headers, body, secret, late))).toMatchObject({
      reason: "too-old",
      message: "the callback was signed 1000000 s ago",
    });
    expect(await reasonOf(verifyCallback(headers, body, "other", late))).toMatchObject({
      reason: "signature-mismatch",
    });
  });
});

describe("a nonce store", () => {
  test("refuses the same callback a second time", async () => {
    const options = { now, nonceStore: memoryNonceStore({ now }) };
    await verifyCallback(headers, body, secret, options);

    const again = rejection(verifyCallback(headers, body, secret, options));

    expect(await again).toMatchObject({ reason: "nonce-reused", message: expect.stringContaining("taken before") });
    await verifyCallback(signed(body, { nonce: "another" }), body, secret, options);
  });

  test("lets one of two at once through", async () => {
    const options = { now, nonceStore: memoryNonceStore({ now }) };

    const results = await Promise.allSettled([1, 2, 3].map(() => verifyCallback(headers, body, secret, options)));

    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected", "rejected"]);
  });

  test("is given the time after which the age alone refuses a callback", async () => {
    const added: unknown[] = [];
    const nonceStore = { has: () => false, add: async (...args: unknown[]) => added.push(args) > 0, delete() {} };

    await verifyCallback(headers, body, secret, { now, nonceStore });
    await verifyCallback(headers, body, secret, { now, nonceStore, maxAgeMs: 0 });

    expect(added).toEqual([
      ["01J9ZX2B4C6D8E0F2G4H6J8K0M", signedAtMs + 300_000],
      ["01J9ZX2B4C6D8E0F2G4H6J8K0M", Number.POSITIVE_INFINITY],
    ]);
  });

  test("does not learn the nonce of a callback that is refused", async () => {
    const nonceStore = memoryNonceStore({ now });
    await rejection(verifyCallback(headers, body, "other", { now, nonceStore }));
    await rejection(verifyCallback(headers, body, secret, { now: () => signedAtMs + 300_001, nonceStore }));

    await verifyCallback(headers, body, secret, { now, nonceStore });
  });
});

describe("a wrong argument", () => {
  test.each<{ given: string; secret: unknown }>([
    { given: "an empty secret", secret: "" },
    { given: "no secret", secret: undefined },
    { given: "null for a secret", secret: null },
    { given: "no secrets", secret: [] },
    { given: "an empty secret among others", secret: ["good", ""] },
    { given: "an undefined secret among others", secret: ["good", undefined] },
  ])("is told: $given", async ({ secret }) => {
    const error = await rejection(verifyCallback(headers, body, secret as string, { now }));

    expect(error).toEqual(
      new TypeError("verifyCallback: secret is missing or empty, expected the webhook's secret or a list of them"),
    );
  });

  test("is told: a body that was parsed before", async () => {
    const parsed = JSON.parse(body);

    expect(await rejection(verifyCallback(headers, parsed, secret, { now }))).toEqual(
      new TypeError("verifyCallback: rawBody is object, expected text or bytes, as received, before any parser"),
    );
  });

  test.each([-1, Number.NaN, "300000", false])("is told: %s for maxAgeMs", async (maxAgeMs) => {
    const options = { now, maxAgeMs } as VerifyCallbackOptions;

    expect(await rejection(verifyCallback(headers, body, secret, options))).toEqual(
      new TypeError(`verifyCallback: maxAgeMs is ${maxAgeMs}, expected milliseconds from 0 (no limit)`),
    );
  });
});

describe("any callback", () => {
  const text = fc.string({ unit: "grapheme", minLength: 1 });
  const nonces = fc.stringMatching(/^[!-\-/-~]{1,40}$/);
  const times = fc.nat({ max: 4_000_000_000 }).map(String);

  test("is taken with the signature that its secret makes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), text, nonces, times, async (bytes, secret, nonce, timestamp) => {
        await verifyCallback(signed(bytes, { secret, nonce, timestamp }), bytes, secret, { maxAgeMs: 0 });
      }),
    );
  });

  test("is the same callback as text and as bytes", async () => {
    await fc.assert(
      fc.asyncProperty(text, text, async (body, secret) => {
        await verifyCallback(signed(Buffer.from(body), { secret }), body, secret, { maxAgeMs: 0 });
      }),
    );
  });

  test("is refused with any bit of it flipped", async () => {
    const bit = fc.nat({ max: 7 });
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1 }), fc.nat(), bit, text, async (bytes, place, bit, secret) => {
        const given = signed(bytes, { secret });
        const flipped = bytes.with(place % bytes.length, (bytes[place % bytes.length] ?? 0) ^ (1 << bit));

        const error = await rejection(verifyCallback(given, flipped, secret, { maxAgeMs: 0 }));

        expect(error).toMatchObject({ reason: "signature-mismatch" });
      }),
    );
  });

  test("is refused with any character of its headers changed", async () => {
    const names = Object.keys(headers).filter((name) => !name.endsWith("-algorithm"));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.nat(), fc.nat({ max: 8 }), async (name, place, shift) => {
        const value = headers[name as keyof typeof headers];
        const index = place % value.length;
        const old = value[index] as string;
        // A digit for a digit, so that a time stays a time.
        const changed = String((Number.parseInt(old, 36) + 1 + shift) % 10);
        fc.pre(changed !== old);
        const given = { ...headers, [name]: value.slice(0, index) + changed + value.slice(index + 1) };

        const error = await rejection(verifyCallback(given, body, secret, { maxAgeMs: 0 }));

        expect(error).toMatchObject({ reason: "signature-mismatch" });
      }),
    );
  });

  test("is refused with another secret", async () => {
    await fc.assert(
      fc.asyncProperty(text, text, async (one, other) => {
        fc.pre(one !== other);

        const error = await rejection(verifyCallback(signed(body, { secret: one }), body, other, { maxAgeMs: 0 }));

        expect(error).toMatchObject({ reason: "signature-mismatch" });
      }),
    );
  });
});

function mapNames(change: (name: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [change(name), value]));
}

describe("a platform of another make", () => {
  test("needs no Blob that can be read, which jsdom has not", async () => {
    vi.stubGlobal("Blob", class {});
    onTestFinished(() => void vi.unstubAllGlobals());
    const body = '{"app_id":"kayak"}';

    await expect(verifyCallback(signedNow(body), body, "marble-otter-42")).resolves.toBeUndefined();
  });

  test.each(["Uint8Array", "ArrayBuffer"])("may give its bytes as a %s of another realm", async (kind) => {
    const body = '{"app_id":"kayak"}';
    const bytes = runInNewContext("Uint8Array.from(given)", { given: [...Buffer.from(body)] });

    const given = kind === "ArrayBuffer" ? bytes.buffer : bytes;

    expect(given instanceof Uint8Array || given instanceof ArrayBuffer).toBe(false);
    await expect(verifyCallback(signedNow(body), given, "marble-otter-42")).resolves.toBeUndefined();
    await expect(verifyCallback(signedNow("other"), given, "marble-otter-42")).rejects.toThrow("does not match");
  });
});
