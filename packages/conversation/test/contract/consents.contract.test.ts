import { mockUrls, watched } from "@sinch-fetch/contract";
import { describe, expect, test } from "vitest";
import { clientOf, credentials } from "./clients.ts";

const app = "01JCTM5W8Q3R7V2N9XB4KHDZ6A";

/** The path that a list asks for, below the project. */
async function pathOf(list: (client: ReturnType<typeof clientOf>) => AsyncIterable<unknown>): Promise<string> {
  const { exchanges, credential } = watched(credentials.Basic);
  for await (const _ of list(clientOf(credential))) break;
  const [exchange] = exchanges;
  expect(exchange?.response.status).toBe(200);
  return new URL(exchange?.request.url ?? "").pathname.replace("/v1/projects/project", "");
}

describe("consents.listIdentities", () => {
  test.each(["OPT_OUT_ALL", "OPT_OUT_MARKETING", "OPT_OUT_NOTIFICATION"] as const)(
    "reads the list %s",
    async (list) => {
      expect(await pathOf((client) => client.consents.listIdentities(app, list))).toBe(`/apps/${app}/consents/${list}`);
    },
  );

  test("is refused with a list that does not exist", async () => {
    const url = `${mockUrls().api}/v1/projects/p/apps/${app}/consents/OPT_IN`;

    const { status } = await fetch(url, { headers: { authorization: "Bearer token" } });

    expect(status).toBe(400);
  });
});

describe("consents.listAuditRecords", () => {
  test.each([
    { identity: "46700000001", want: "46700000001" },
    { identity: "+46 700", want: "%2B46%20700" },
    { identity: "OPT_OUT_ALL", want: "OPT_OUT_ALL" },
  ])("asks for the address $identity, and not for a list", async ({ identity, want }) => {
    expect(await pathOf((client) => client.consents.listAuditRecords(app, identity))).toBe(
      `/apps/${app}/consents/identities/${want}`,
    );
  });
});
