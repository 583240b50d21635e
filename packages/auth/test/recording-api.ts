import type { HttpRequest } from "@sinch-fetch/http";
import { credentialOf } from "./http-request.ts";

/** What comes after `auth` on the chain: answers by a function and keeps the requests that it got. */
export function recordingApi(answer: (request: HttpRequest) => Response = () => new Response()) {
  const requests: HttpRequest[] = [];
  const next = async (request: HttpRequest): Promise<Response> => {
    requests.push(request);
    return answer(request);
  };
  const credentials = () => requests.map(credentialOf);
  return { next, requests, credentials };
}
