import { once } from "node:events";
import { createServer as createHttp, type RequestListener } from "node:http";
import { type AddressInfo, createServer as createTcp, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { createAddressRules } from "#server/webhooks/address-rules.ts";
import {
  ANSWER_LIMIT_BYTES,
  guardedPost,
  type PostRequest,
  TIME_LIMIT_MS,
} from "#server/webhooks/guarded-post.ts";

const OWN = createAddressRules(["127.0.0.0/8"]);
const STRANGER = createAddressRules([]);
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function receiver(listener: RequestListener): Promise<string> {
  const server = createHttp(listener).listen(0, "127.0.0.1");
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, "listening");
  // A server that listens on TCP has an address of this kind.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
}

/** A receiver that speaks no HTTP of Node's making. */
async function rawReceiver(onSocket: (socket: Socket) => void): Promise<string> {
  const sockets: Socket[] = [];
  const server = createTcp((socket) => {
    sockets.push(socket);
    socket.on("error", () => {});
    onSocket(socket);
  }).listen(0, "127.0.0.1");
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  await once(server, "listening");
  // As above.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
}

const post = (url: string, more: Partial<PostRequest> = {}) =>
  guardedPost({ url, body: '{"a":"ب"}', headers: { "webhook-id": "x" }, rules: OWN, ...more });

describe("a guarded POST", () => {
  test("sends the body and its headers, and gives the answer", async () => {
    const seen: unknown[] = [];
    const url = await receiver(async (req, res) => {
      let body = "";
      for await (const chunk of req) body += chunk;
      seen.push(
        req.method,
        req.url,
        req.headers["content-type"],
        req.headers["webhook-id"],
        req.headers.connection,
        body,
      );
      res.writeHead(202, { "retry-after": "7" }).end("taken");
    });
    expect(await post(`${url}?q=1`)).toEqual({
      kind: "answered",
      status: 202,
      retryAfter: "7",
      answer: "taken",
    });
    expect(seen).toEqual(["POST", "/hook?q=1", "application/json", "x", "close", '{"a":"ب"}']);
  });

  test("follows no redirect, wherever it leads", async () => {
    let asked = 0;
    const inward = await receiver((_, res) => {
      asked += 1;
      res.end("secret");
    });
    for (const status of [301, 302, 303, 307, 308]) {
      const url = await receiver((_, res) => res.writeHead(status, { location: inward }).end());
      expect(await post(url)).toMatchObject({ kind: "answered", status });
    }
    expect(asked).toBe(0);
  });

  test("reads 64 KB of an answer that never ends, and no more", async () => {
    let sent = 0;
    const url = await receiver((_, res) => {
      const more = () => {
        while (!res.destroyed && res.write("x".repeat(16_384))) sent += 16_384;
      };
      res.on("drain", more);
      more();
    });
    const outcome = await post(url);
    expect(outcome).toMatchObject({ kind: "answered", status: 200 });
    expect(outcome.kind === "answered" && outcome.answer.length).toBe(ANSWER_LIMIT_BYTES);
    // What lies in the sockets' buffers was sent and not read.
    expect(sent).toBeLessThan(16 * 1_024 * 1_024);
  });

  test.each([
    ["says nothing", () => {}],
    [
      "drips its headers",
      (socket: Socket) => {
        socket.write("HTTP/1.1 200 OK\r\n");
        const timer = setInterval(() => socket.write("x-a: b\r\n"), 20);
        socket.on("close", () => clearInterval(timer));
      },
    ],
    [
      "drips its body",
      (socket: Socket) => {
        socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n");
        const timer = setInterval(() => socket.write("x"), 20);
        socket.on("close", () => clearInterval(timer));
      },
    ],
  ])("gives up a receiver that %s", async (_, onSocket) => {
    const url = await rawReceiver(onSocket);
    const startedAt = performance.now();
    expect(await post(url, { timeLimitMs: 300 })).toEqual({
      kind: "unanswered",
      reason: "No whole answer within 0.3 s.",
    });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(TIME_LIMIT_MS).toBe(10_000);
  });

  test("gives up a name that is never resolved", async () => {
    const resolveName = () => new Promise<never>(() => {});
    expect(await post("https://slow.example/", { timeLimitMs: 200, resolveName })).toMatchObject({
      kind: "unanswered",
    });
  });

  test.each([
    ["hangs up", (socket: Socket) => void socket.destroy()],
    [
      "breaks off",
      (socket: Socket) => void socket.end("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf"),
    ],
    ["speaks no HTTP", (socket: Socket) => void socket.end("SSH-2.0-OpenSSH\r\n")],
    [
      "changes the protocol",
      (socket: Socket) =>
        void socket.end("HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n"),
    ],
  ])("takes a receiver that %s for no answer", async (_, onSocket) => {
    expect(await post(await rawReceiver(onSocket))).toMatchObject({ kind: "unanswered" });
  });

  test("takes a port that nobody listens on, and a name that is none, for no answer", async () => {
    const url = await rawReceiver(() => {});
    for (const close of closers.splice(0)) close();
    expect(await post(url)).toEqual({ kind: "unanswered", reason: "ECONNREFUSED" });
    const resolveName = () => Promise.reject(Object.assign(new Error("no"), { code: "ENOTFOUND" }));
    expect(await post("https://none.example/", { resolveName })).toEqual({
      kind: "unanswered",
      reason: "ENOTFOUND",
    });
  });
});

describe("the address that is connected to", () => {
  test("is the one that was checked: a name that leads inward is refused, whatever it was before", async () => {
    let asked = 0;
    const url = await receiver((_, res) => {
      asked += 1;
      res.end();
    });
    const port = new URL(url).port;
    const answers = ["8.8.8.8", "127.0.0.1"];
    let lookups = 0;
    const resolveName = async () => {
      lookups += 1;
      return [{ address: answers.shift() ?? "127.0.0.1", family: 4 }];
    };
    // Whoever asked before connecting would have been told of a public address.
    expect((await resolveName()).map(({ address }) => STRANGER.problem(address, true))).toEqual([
      null,
    ]);
    const rebound = `https://rebind.example:${port}/hook`;
    expect(await post(rebound, { rules: STRANGER, resolveName })).toEqual({
      kind: "refused",
      reason: "rebind.example: 127.0.0.1 is Gatewatch's own machine",
    });
    expect([lookups, asked]).toEqual([2, 0]);
  });

  test("is looked up once an attempt, so there is no second answer to use", async () => {
    let lookups = 0;
    const url = await receiver((_, res) => void res.end("ok"));
    // The first answer is right; whoever asked again would be led elsewhere.
    const resolveName = async () => {
      lookups += 1;
      return [{ address: lookups === 1 ? "127.0.0.1" : "10.0.0.1", family: 4 }];
    };
    const named = url.replace("127.0.0.1", "own.example");
    expect(await post(named, { resolveName })).toMatchObject({ kind: "answered", status: 200 });
    expect(lookups).toBe(1);
    expect(await post(named, { resolveName })).toMatchObject({ kind: "refused" });
    expect(lookups).toBe(2);
  });

  test("is an allowed one where a name has both kinds", async () => {
    const url = await receiver((_, res) => void res.end("ok"));
    const resolveName = async () => [
      { address: "10.0.0.1", family: 4 },
      { address: "::1", family: 6 },
      { address: "127.0.0.1", family: 4 },
    ];
    expect(await post(url.replace("127.0.0.1", "own.example"), { resolveName })).toMatchObject({
      status: 200,
    });
  });

  test("is checked also where it is written in the URL, and where encryption is missing", async () => {
    const url = await receiver((_, res) => void res.end("ok"));
    expect(await post(url, { rules: STRANGER })).toMatchObject({ kind: "refused" });
    expect(await post("http://[::ffff:127.0.0.1]:9000/", { rules: STRANGER })).toMatchObject({
      kind: "refused",
    });
    const resolveName = async () => [{ address: "8.8.8.8", family: 4 }];
    expect(await post("http://public.example/", { resolveName })).toEqual({
      kind: "refused",
      reason: "public.example: 8.8.8.8 is reached without encryption; use https://",
    });
  });
});
