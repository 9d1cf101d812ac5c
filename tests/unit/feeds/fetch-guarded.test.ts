import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { readEnv } from "#server/env.ts";
import {
  FEED_LIMIT_BYTES,
  type FetchRequest,
  fetchGuarded,
} from "#server/feeds/fetch/fetch-guarded.ts";
import { createAddressRules } from "#server/webhooks/address-rules.ts";
import {
  type FeedServer,
  LOOPBACK_NETWORK,
  openFeedServer,
} from "../../support/feeds/feed-server.ts";

const open: FeedServer[] = [];
const serve = async (answer: FeedServer["answer"]) => {
  const server = await openFeedServer(answer);
  open.push(server);
  return server;
};
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

const get = (url: string, over: Partial<FetchRequest> = {}) =>
  fetchGuarded({
    url,
    accept: "application/json",
    userAgent: "test",
    etag: null,
    lastModified: null,
    rules: LOOPBACK_NETWORK.rules,
    ...over,
  });

const STRICT = { rules: createAddressRules([]) };

describe("asking a feed", () => {
  test("what it has already is said, and 304 is no failure", async () => {
    const server = await serve((_, res) => res.writeHead(304).end());
    const outcome = await get(server.url, {
      etag: '"a"',
      lastModified: "Sun, 22 Nov 2026 10:00:00 GMT",
    });
    expect(outcome).toEqual({ kind: "unchanged" });
    expect(server.asked[0]).toMatchObject({
      "if-none-match": '"a"',
      "if-modified-since": "Sun, 22 Nov 2026 10:00:00 GMT",
      "user-agent": "test",
    });
  });

  test("an answer of 50 MB is cut off, whether it says so or not", async () => {
    let sent = 0;
    const server = await serve((_, res) => {
      res.writeHead(200);
      const piece = Buffer.alloc(64 * 1024, "x");
      const more = () => {
        while (sent < 50 * 1024 * 1024 && !res.destroyed) {
          sent += piece.length;
          if (!res.write(piece)) return void res.once("drain", more);
        }
        res.end();
      };
      more();
    });
    expect(await get(server.url)).toMatchObject({
      kind: "failed",
      reason: "The answer is over 5 MB.",
    });
    // Some of it lies in the buffers of both ends.
    expect(sent).toBeLessThan(4 * FEED_LIMIT_BYTES);
    server.answer = (_, res) => void res.writeHead(200, { "content-length": 50e6 }).flushHeaders();
    expect(await get(server.url)).toMatchObject({ reason: "The answer is over 5 MB." });
  });

  test("a small packed answer that unpacks to 50 MB is cut off too", async () => {
    const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(100_000);
    const server = await serve((_, res) =>
      res.writeHead(200, { "content-encoding": "gzip" }).end(bomb),
    );
    expect(await get(server.url)).toMatchObject({
      kind: "failed",
      reason: "The answer is over 5 MB.",
    });
  });

  test("a packed answer is unpacked; one that is damaged is a failure", async () => {
    const packed = gzipSync("[1]");
    const server = await serve((_, res) =>
      res.writeHead(200, { "content-encoding": "gzip" }).end(packed),
    );
    expect(await get(server.url)).toMatchObject({ kind: "answered", body: Buffer.from("[1]") });
    server.answer = (_, res) =>
      void res.writeHead(200, { "content-encoding": "gzip" }).end("not packed at all");
    expect(await get(server.url)).toMatchObject({ kind: "failed" });
  });

  test("a server that goes silent in the middle is left in time", async () => {
    const server = await serve((_, res) => void res.writeHead(200).write("["));
    expect(await get(server.url, { timeLimitMs: 200 })).toMatchObject({
      kind: "failed",
      reason: "No whole answer within 0.2 s.",
    });
  });

  test("loopback, private, metadata and mapped addresses are not asked", async () => {
    const server = await serve((_, res) => res.end("[]"));
    const { port } = new URL(server.url);
    for (const host of [
      "127.0.0.1",
      "localhost",
      "[::1]",
      "[::ffff:127.0.0.1]",
      "10.0.0.1",
      "169.254.169.254",
      "2130706433",
    ]) {
      const outcome = await get(`http://${host}:${port}/`, { ...STRICT, timeLimitMs: 2_000 });
      expect(outcome, host).toMatchObject({ kind: "failed", isFinal: true });
    }
    expect(server.asked).toEqual([]);
  });

  test("a name that leads inward is judged by the address that is connected to", async () => {
    const resolveName = async () => [{ address: "192.168.1.1", family: 4 }];
    const outcome = await get("http://data.example.org/", { ...STRICT, resolveName });
    expect(outcome).toMatchObject({ kind: "failed", isFinal: true });
  });

  test("a name that answers otherwise the second time gains nothing, also in a redirect to itself", async () => {
    const server = await serve((_, res) => void res.writeHead(302, { location: "/there" }).end());
    const url = server.url.replace("127.0.0.1", "data.example.org");
    const answers = ["127.0.0.1", "10.0.0.7"];
    const resolveName = async () => [{ address: answers.shift() ?? "10.0.0.7", family: 4 }];
    expect(await get(url, { resolveName })).toMatchObject({
      kind: "failed",
      isFinal: true,
      reason: expect.stringContaining("10.0.0.7"),
    });
    expect(server.asked).toHaveLength(1);
  });

  test("loopback in the clothes of IPv6 is refused, however it was found and whatever range is let in", async () => {
    const server = await serve((_, res) => res.end("[]"));
    const url = server.url.replace("127.0.0.1", "data.example.org");
    for (const address of ["::ffff:127.0.0.1", "::ffff:7f00:1", "64:ff9b::7f00:1", "::1"]) {
      const resolveName = async () => [{ address, family: 6 }];
      expect(await get(url, { resolveName }), address).toMatchObject({ isFinal: true });
    }
    expect(server.asked).toEqual([]);
  });

  test("a range that an admin lists is let in by name too, and nothing beside it", async () => {
    const server = await serve((_, res) => res.end("[]"));
    const url = server.url.replace("127.0.0.1", "own.example");
    const { feedNetworks } = readEnv({ FEED_NETWORKS: "127.0.0.0/24, 10.1.0.0/16" }, "/");
    const rules = createAddressRules(feedNetworks);
    const at = (address: string) => ({ rules, resolveName: async () => [{ address, family: 4 }] });
    expect(await get(url, at("127.0.0.1"))).toMatchObject({ kind: "answered" });
    for (const address of ["127.0.1.1", "10.2.0.1", "169.254.169.254"]) {
      expect(await get(url, at(address)), address).toMatchObject({ kind: "failed", isFinal: true });
    }
    expect(server.asked).toHaveLength(1);
  });

  test("a redirect is followed outward only, and not without end", async () => {
    const server = await serve((req, res) =>
      req.url === "/feed" ? res.writeHead(302, { location: "/there" }).end() : res.end("[]"),
    );
    expect(await get(server.url)).toMatchObject({ kind: "answered" });
    for (const location of [
      "http://169.254.169.254/latest",
      "file:///etc/passwd",
      "http://a:b@x/",
    ]) {
      server.answer = (_, res) => void res.writeHead(302, { location }).end();
      expect(await get(server.url), location).toMatchObject({ kind: "failed" });
    }
    server.answer = (_, res) => void res.writeHead(302, { location: "/feed" }).end();
    expect(await get(server.url)).toMatchObject({
      reason: "The server sent us on more than 3 times.",
    });
  });

  test("410 is final; 503 brings when to ask again", async () => {
    const server = await serve((_, res) => res.writeHead(410).end());
    expect(await get(server.url)).toMatchObject({ isFinal: true });
    server.answer = (_, res) => void res.writeHead(503, { "retry-after": "120" }).end();
    expect(await get(server.url)).toMatchObject({ isFinal: false, retryAfter: "120" });
  });
});
