import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { inPieces, keepPace } from "#server/http/least-pace.ts";

const PACE = { everyMs: 200, leastBytes: 256 * 1024 };
const CHUNK = Buffer.alloc(4 * 1024 * 1024, "x");

const ended: (() => void)[] = [];
afterEach(() => {
  for (const end of ended.splice(0)) end();
});

/** A server that streams what `make` gives, and how its answer ended. */
async function serve(make: () => AsyncGenerator<Buffer>) {
  const { promise, resolve } = Promise.withResolvers<"whole" | "cut off">();
  const server = createServer((_, res: ServerResponse) => {
    keepPace(res, PACE);
    pipeline([Readable.from(make(), { highWaterMark: 1 }), inPieces(), res]).then(
      () => resolve("whole"),
      () => resolve("cut off"),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  ended.push(() => {
    server.closeAllConnections();
    server.close();
  });
  // A server that listens on TCP has an address of this kind.
  const { port } = server.address() as AddressInfo;
  return { port, end: promise };
}

test("a reader that takes a little now and then is cut off, so that it keeps no place", async () => {
  const { port, end } = await serve(async function* () {
    for (let i = 0; i < 100; i += 1) yield CHUNK;
  });
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  socket.write("GET / HTTP/1.1\r\nHost: here\r\n\r\n");
  socket.pause();
  const drip = setInterval(() => socket.read(1), 20);
  ended.push(() => {
    clearInterval(drip);
    socket.destroy();
  });
  expect(await end).toBe("cut off");
});

test("an answer that is made slowly is not its reader's fault", async () => {
  const { port, end } = await serve(async function* () {
    for (let i = 0; i < 6; i += 1) {
      await delay(150);
      yield Buffer.from("a line\n");
    }
  });
  const reply = await fetch(`http://127.0.0.1:${port}/`);
  expect(await reply.text()).toBe("a line\n".repeat(6));
  expect(await end).toBe("whole");
});
