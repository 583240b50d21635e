import { mockUrls, sendRaw } from "@sinch-fetch/contract";
import { describe, expect, test } from "vitest";
import type { ConsentRecord } from "../../src/index.ts";
import { clientOf, credentials } from "./clients.ts";

const client = clientOf(credentials.BearerAuth);
const app_id = "01JCTM5W8Q3R7V2N9XB4KHDZ6A";
const record: ConsentRecord = { identification: "+12025550105", consent_type: "OPT_OUT_ALL" };

describe("consents.insert", () => {
  test.each(["OPT_OUT_ALL", "OPT_OUT_NOTIFICATION", "OPT_OUT_MARKETING"] as const)(
    "takes the list %s",
    async (list) => {
      const inserted = await client.consents.insert({ app_id, consent_records: [{ ...record, consent_type: list }] });

      expect(inserted).toHaveProperty("batch_id");
    },
  );

  const refused: [string, unknown, string][] = [
    [
      "a list that does not exist",
      { app_id, consent_records: [{ ...record, consent_type: "OPT_IN" }] },
      "consent_type",
    ],
    ["a record without an address", { app_id, consent_records: [{ consent_type: "OPT_OUT_ALL" }] }, "identification"],
    ["no records", { app_id }, "consent_records"],
    ["no app", { consent_records: [record] }, "app_id"],
  ];
  test.each(refused)("is refused with %s, by 422 since no 400 is documented", async (_, body, named) => {
    const answer = await sendRaw("POST", `${mockUrls().api}/v1/projects/p/consents`, body);

    expect(answer.status).toBe(422);
    expect(answer.body).toContain(named);
  });
});
