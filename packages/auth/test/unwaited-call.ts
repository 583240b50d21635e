import { oauth2 } from "../src/index.ts";
import { httpRequest } from "./http-request.ts";

// A call that is aborted while it waits for its token; the process must end by itself at once.
const controller = new AbortController();
const auth = oauth2({ keyId: "key-id", keySecret: "hunter2", tokenUrl: process.argv[2] });
const call = auth.authorize(httpRequest({ timeoutMs: 30_000, signal: controller.signal }), async () => new Response());
setTimeout(() => controller.abort(), 100);
await call.catch(() => {});
