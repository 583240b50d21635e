/** Statuses whose answers have no body, for which `Response` refuses one. */
const BODILESS = [204, 205, 304];

/** An answer of the chain as a platform `Response`, whose body can be read in every way. */
export async function readable(answer: Response): Promise<Response> {
  const { status, headers, url, redirected } = answer;
  // Servers write any bytes here, which a platform decodes and then refuses.
  const statusText = answer.statusText.replace(/[^\t\x20-\x7e]/g, "?");
  const body = BODILESS.includes(status) ? null : await answer.arrayBuffer();
  const response = new Response(body, { status, statusText, headers });
  return Object.defineProperties(response, { url: { value: url }, redirected: { value: redirected } });
}
