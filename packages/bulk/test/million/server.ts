import { createServer } from "node:http";

/** A service in a process of its own that takes any batch, and reads no more of it than its length. */
let batches = 0;
const server = createServer((request, response) => {
  request.resume();
  request.on("end", () => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(`{"batch_id":"b${++batches}"}`);
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object") console.log(`http://127.0.0.1:${address?.port}`);
});
