import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";
import { expect, test } from "vitest";
import { createDatabase } from "#server/db/client.ts";
import { createLagReader } from "#server/services/webhooks/read-lag.ts";

test("a database that does not answer, as on a lost connection, is not waited for", async () => {
  const sockets: Socket[] = [];
  const silent = createServer((socket) => void sockets.push(socket));
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  // A server that listens on TCP has an address of this kind.
  const { port } = silent.address() as AddressInfo;
  const client = createDatabase(`postgres://nobody@127.0.0.1:${port}/none`, { max: 1 });
  const readLag = createLagReader(client.db, () => "2026-11-22T16:00:00.000Z");
  const startedAt = performance.now();
  expect(await readLag()).toBeNull();
  expect(await readLag()).toBeNull();
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  for (const socket of sockets) socket.destroy();
  silent.close();
  await client.close();
});
