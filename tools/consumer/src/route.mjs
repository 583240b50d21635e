/**
 * Loaded before a program of a README: leads its requests from the real hosts to the mock, by the origins in `ROUTES`.
 * A request to any other machine fails, and says so where the program can't hide it.
 */
const routes = JSON.parse(process.env.ROUTES ?? "{}");
const send = globalThis.fetch;

globalThis.fetch = async function fetch(input, init) {
  const url = new URL(input instanceof Request ? input.url : input);
  const base = routes[url.origin];
  if (base !== undefined) {
    const target = base + url.pathname + url.search;
    return send(input instanceof Request ? new Request(target, input) : target, init);
  }
  if (/^(127\.0\.0\.1|localhost|\[::1\])$/.test(url.hostname)) return send(input, init);
  process.stderr.write(`fetch of ${url.origin}, which is neither a host of Sinch nor this machine\n`);
  throw new TypeError("fetch failed");
};
