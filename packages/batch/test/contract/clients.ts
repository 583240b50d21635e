import { oauth2 } from "@sinch-fetch/auth";
import { CONTRACT_RETRY, mockUrls, PROJECT_ID } from "@sinch-fetch/contract";
import { type BatchClient, createBatchClient } from "../../src/index.ts";

/** A credential for each security scheme of the description, obtained from the mock. */
export const credentials = {
  BearerAuth: oauth2({
    keyId: "key-id",
    keySecret: "key-secret",
    tokenUrl: `${mockUrls().auth}/oauth2/token`,
  }),
};

/** A client of the mock. */
export function clientOf(auth: (typeof credentials)[keyof typeof credentials]): BatchClient {
  return createBatchClient({ projectId: PROJECT_ID, auth, retry: CONTRACT_RETRY, baseUrl: mockUrls().api });
}
