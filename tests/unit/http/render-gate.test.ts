import { expect, test } from "vitest";
import { createRenderGate } from "#server/http/render-gate.ts";

test("so many run, so many wait, the rest are told when to come back", async () => {
  const gate = createRenderGate({ concurrent: 2, queued: 1 });
  const finish: Array<() => void> = [];
  const slow = () => gate.run(() => new Promise<void>((done) => finish.push(done)));
  const running = [slow(), slow(), slow()];
  expect([gate.running, gate.waiting]).toEqual([2, 1]);
  await expect(slow()).rejects.toMatchObject({
    code: "unavailable",
    details: { retryAfterSeconds: 2 },
  });
  for (let i = 0; i < 3; i += 1) {
    finish[i]?.();
    await new Promise(setImmediate);
  }
  await Promise.all(running);
  expect([gate.running, gate.waiting]).toEqual([0, 0]);
});

test("a task that fails gives its place to the next", async () => {
  const gate = createRenderGate({ concurrent: 1, queued: 5 });
  const failed = gate.run(() => Promise.reject(new Error("no")));
  const next = gate.run(async () => "yes");
  await expect(failed).rejects.toThrow("no");
  expect(await next).toBe("yes");
  expect(gate.running).toBe(0);
});
