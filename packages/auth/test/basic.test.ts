import { describe, expect, test } from "vitest";
import { basic } from "../src/basic.ts";
import { httpRequest } from "./http-request.ts";
import { recordingApi } from "./recording-api.ts";
import { exposedBy } from "./rejection.ts";

describe("basic", () => {
  test("sends the access key with every request", async () => {
    const api = recordingApi();
    const auth = basic({ keyId: "Aladdin", keySecret: "open sesame" });

    await auth.authorize(httpRequest(), api.next);
    await auth.authorize(httpRequest(), api.next);

    expect(auth.scheme).toBe("basic");
    expect(api.credentials()).toEqual(["Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="]);
  });

  test("returns an answer of 401 without another try", async () => {
    const answer = new Response(null, { status: 401 });
    const api = recordingApi(() => answer);

    const response = await basic({ keyId: "id", keySecret: "secret" }).authorize(httpRequest(), api.next);

    expect(response).toBe(answer);
    expect(api.requests).toHaveLength(1);
  });

  test("refuses a keySecret with a line break, without showing it", () => {
    const create = () => basic({ keyId: "id", keySecret: "hunter2\n" });

    expect(create).toThrow(/^basic: keySecret is malformed/);
    expect(create).toThrow(expect.toSatisfy((error) => !exposedBy(error).includes("hunter2")));
  });
});
