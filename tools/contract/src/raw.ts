/**
 * Sends a request that no client would send, as it is, with a bearer token and without any check on this side.
 *
 * @param body Sent as JSON unless it is a string.
 */
export async function sendRaw(method: string, url: string, body: unknown): Promise<{ status: number; body: string }> {
  const response = await fetch(url, {
    method,
    headers: { authorization: "Bearer token", "content-type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  return { status: response.status, body: await response.text() };
}
