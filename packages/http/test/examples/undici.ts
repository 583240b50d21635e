import { undiciFetch } from "@sinch-fetch/http/undici";
import { Agent } from "undici";

// Hand it to the clients and to oauth2() as their `fetch`.
export const fetch = undiciFetch({ dispatcher: new Agent({ connections: 64 }) });
