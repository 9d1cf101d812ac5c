import { createServer, type Server, type Socket } from "node:net";
import { expect, test } from "vitest";
import { checkDatabase, createDatabase } from "#server/db/client.ts";

/*
 * A server that speaks just enough of Postgres' protocol (https://www.postgresql.org/docs/current/protocol-message-formats.html)
 * to be asked for its version and to answer with one that is too old.
 */

function message(type: string, ...parts: readonly (Buffer | string)[]): Buffer {
  const body = Buffer.concat(
    parts.map((part) => (typeof part === "string" ? Buffer.from(part) : part)),
  );
  const head = Buffer.alloc(5);
  head.write(type, 0, "latin1");
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

const INT4 = 23;
const READY = message("Z", "I");
const AUTHENTICATED = message("R", int32(0));
const PARSED = message("1");
const NO_PARAMETERS = message("t", int16(0));
const ONE_INT_COLUMN = message(
  "T",
  int16(1),
  "version\0",
  int32(0),
  int16(0),
  int32(INT4),
  int16(4),
  int32(-1),
  int16(0),
);

function versionRow(version: string): Buffer {
  return message("D", int16(1), int32(version.length), version);
}

function answer(socket: Socket, version: string): void {
  let isStarted = false;
  socket.on("error", () => undefined);
  socket.on("data", (data: Buffer) => {
    if (!isStarted) {
      isStarted = true;
      socket.write(Buffer.concat([AUTHENTICATED, READY]));
      return;
    }
    const type = String.fromCharCode(data[0] ?? 0);
    if (type === "P") socket.write(Buffer.concat([PARSED, NO_PARAMETERS, ONE_INT_COLUMN]));
    if (type === "P" || type === "B") {
      const bound = [message("2"), versionRow(version), message("C", "SELECT 1\0"), READY];
      socket.write(Buffer.concat(bound));
    }
  });
}

async function withServer(version: string, run: (url: string) => Promise<void>): Promise<void> {
  const server: Server = createServer((socket) => answer(socket, version));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  try {
    await run(`postgres://someone@127.0.0.1:${port}/some`);
  } finally {
    server.close();
  }
}

test("a Postgres older than 15 is refused with what to do", async () => {
  await withServer("140012", async (url) => {
    const client = createDatabase(url, { max: 1 });
    await expect(checkDatabase(client, url)).rejects.toThrow(
      /is Postgres 14, and Gatewatch needs 15 or newer; upgrade it/,
    );
    await client.close();
  });
});

test("Postgres 15 is new enough", async () => {
  await withServer("150000", async (url) => {
    const client = createDatabase(url, { max: 1 });
    await checkDatabase(client, url);
    await client.close();
  });
});
