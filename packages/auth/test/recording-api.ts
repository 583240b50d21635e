import type { HttpRequest } from "@sinch-fetch/http";

/** What comes after `auth` on the chain: answers by a function and keeps the requests that it got. */
export function recordingApi(answer: (request: HttpRequest) => Response = () => new Response()) {
  const requests: HttpRequest[] = [];
  const next = async (request: HttpRequest): Promise<Response> => {
    requests.push(request);
    return answer(request);
  };
  const credentials = () => requests.map(({ headers }) => headers.get("authorization"));
  return { next, requests, credentials };
}
