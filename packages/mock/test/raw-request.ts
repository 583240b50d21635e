import { connect, type Socket } from "node:net";

/** Sends bytes to a base URL and resolves to all that comes back until the server closes the connection. */
export function rawRequest(baseUrl: string, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = openSocket(baseUrl);
    let received = "";
    socket.setEncoding("utf8");
    socket.on("data", (chunk: string) => {
      received += chunk;
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(received));
    socket.write(text);
  });
}

export function openSocket(baseUrl: string): Socket {
  const { hostname, port } = new URL(baseUrl);
  return connect(Number(port), hostname);
}
