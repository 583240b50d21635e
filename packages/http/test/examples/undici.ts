import { undiciFetch } from "@sinch-fetch/http/undici";

// Hand it to the clients and to oauth2() as their `fetch`: they share its connections.
export const fetch = undiciFetch({ connections: 64 });
