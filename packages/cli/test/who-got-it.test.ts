import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { freePort } from "./free-port.ts";
import { bareEnvironment, CLI, openStage } from "./stage.ts";

test("says who got it, from the callbacks that came while it listened", async () => {
  const port = await freePort();
  const secret = "the-secret-of-the-webhook";
  const stage = await openStage({
    webhooks: [{ target: `http://127.0.0.1:${port}/`, secret, triggers: ["MESSAGE_DELIVERY"] }],
  });
  onTestFinished(() => stage.close());
  stage.mock.world.fault({ kind: "failed", identity: "46700000002", reason: "RECIPIENT_NOT_REACHABLE" });
  await stage.file("people.csv", "identity,channel\n+46700000001,SMS\n+46700000002,SMS\n+46700000003,SMS\n");
  await stage.run([
    "batch",
    "send",
    "people.csv",
    "--text",
    "Hello",
    "--yes",
    "--at",
    new Date(Date.now() + 30_000).toISOString(),
  ]);
  const args = ["callbacks", "listen", "--port", String(port), "--ledger", "people.csv.ledger"];
  const env = { ...bareEnvironment(stage.folder), SINCH_WEBHOOK_SECRET: secret };
  const listening = spawn(process.execPath, [CLI, ...args], { cwd: stage.folder, env });
  onTestFinished(() => void listening.kill());
  let printed = "";
  listening.stdout.setEncoding("utf8").on("data", (text) => {
    printed += text;
  });

  await expect.poll(() => printed.match(/DELIVERED|FAILED/g), { timeout: 80_000, interval: 500 }).toHaveLength(3);
  listening.kill("SIGINT");
  await once(listening, "exit");
  const status = await stage.run(["batch", "status", "--ledger", "people.csv.ledger"]);

  expect(status.code).toBe(0);
  expect(status.stdout).toMatch(/^delivered +2 {2}/m);
  expect(status.stdout).toMatch(/^failed +1 {2}/m);
  expect(status.stdout).toMatch(/^ {2}RECIPIENT_NOT_REACHABLE +1$/m);
});
