import { Server } from "node:net";

/**
 * Loaded before a recipe: its server listens on a free port instead of its own, and on this machine alone. The test is
 * sent the port.
 */
const { listen } = Server.prototype;

Server.prototype.listen = function listenOnFreePort(_port, ...rest) {
  this.once("listening", () => process.send?.(this.address().port));
  return listen.call(this, 0, "127.0.0.1", ...rest.filter((argument) => typeof argument === "function"));
};
