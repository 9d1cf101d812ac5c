import { createHash } from "node:crypto";
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { openDoor } from "./open-door.ts";

const COOKIE = { cookie: "authjs.session-token=abc" };
const JSON_TYPE = { "content-type": "application/json" };

test("a public page is rendered once and served to everybody, compressed, with its tag", async () => {
  const { ask, asked } = await openDoor();
  const headers = { "accept-encoding": "br" };
  const first = await ask("/crossings/torkham", { headers });
  const second = await ask("/crossings/torkham?utm_source=x", { headers });
  expect(asked).toEqual(["GET /en/crossings/torkham"]);
  expect(first.headers["content-encoding"]).toBe("br");
  expect(first.headers["cache-control"]).toContain("public");
  expect(second.headers.etag).toBe(first.headers.etag);
  const again = await ask("/crossings/torkham", {
    headers: { ...headers, "if-none-match": String(first.headers.etag) },
  });
  expect([again.status, again.body]).toEqual([304, ""]);
});

test("each coding has its own tag, and HEAD sends the head alone", async () => {
  const { ask } = await openDoor();
  const br = await ask("/", { headers: { "accept-encoding": "br" } });
  const plain = await ask("/");
  expect(plain.headers.etag).not.toBe(br.headers.etag);
  expect(plain.headers.vary).toContain("Accept-Encoding");
  const head = await ask("/", { method: "HEAD" });
  expect(head.body).toBe("");
  expect(head.headers["content-length"]).toBe(plain.headers["content-length"]);
});

test("a page is rendered again after the snapshot has changed", async () => {
  const { ask, asked, snapshot } = await openDoor();
  await ask("/");
  snapshot.set("torkham", null);
  await ask("/");
  await ask("/");
  expect(asked).toHaveLength(2);
});

test("a cached page allows its inline scripts by hash", async () => {
  const { ask } = await openDoor();
  const { headers } = await ask("/");
  const hash = createHash("sha256").update("self.a=1").digest("base64");
  expect(headers["content-security-policy"]).toContain(`script-src 'self' 'sha256-${hash}';`);
});

test("who is signed in gets a page of their own with a nonce, and nobody keeps it", async () => {
  const { ask, asked } = await openDoor();
  const one = await ask("/", { headers: COOKIE });
  const two = await ask("/", { headers: { ...COOKIE, "x-nonce": "chosen", "if-none-match": "*" } });
  expect(asked).toHaveLength(2);
  expect(one.headers["cache-control"]).toBe("private, no-store");
  const nonce = /nonce="([^"]+)"/.exec(two.body)?.[1];
  expect(nonce).not.toBe("chosen");
  expect(two.headers["content-security-policy"]).toContain(`'nonce-${nonce}'`);
});

test("an error page and one that sets a cookie are not kept", async () => {
  let status = 500;
  const { ask } = await openDoor({
    async next(_req, res) {
      res.statusCode = status;
      if (status === 200) res.setHeader("Set-Cookie", "a=b");
      res.end("page");
    },
  });
  expect((await ask("/")).status).toBe(500);
  status = 200;
  const reply = await ask("/");
  expect(reply.status).toBe(200);
  expect(reply.headers["set-cookie"]).toBeUndefined();
  expect(reply.headers["cache-control"]).toBe("no-store");
  status = 204;
  expect((await ask("/")).status).toBe(204);
});

test("the default language has no prefix outside, and one way to write a path", async () => {
  const { ask } = await openDoor();
  const moved = await ask("/en/crossings/torkham?asOf=2025-10-13T12:00:00Z");
  expect([moved.status, moved.headers.location]).toEqual([
    308,
    "/crossings/torkham?asOf=2025-10-13T12:00:00Z",
  ]);
  expect((await ask("/crossings/torkham/")).headers.location).toBe("/crossings/torkham");
  expect((await ask("//evil.example/")).status).toBe(400);
  expect((await ask("/ur")).body).toContain("<p>/ur</p>");
});

test("redirects of pages name outer paths", async () => {
  const { ask } = await openDoor({
    next(_req, res) {
      res.writeHead(307, { Location: "/en/sign-in?returnTo=%2Fdesk" }).end();
    },
  });
  expect((await ask("/desk")).headers.location).toBe("/sign-in?returnTo=%2Fdesk");
});

test("a write must say that it is JSON, be small, and come from our own pages", async () => {
  const { ask, asked } = await openDoor();
  const post = { method: "POST" };
  const wrongType = await ask(
    "/api/v1/reports",
    { ...post, headers: { "content-type": "text/plain" } },
    "x",
  );
  expect([wrongType.status, JSON.parse(wrongType.body).code]).toEqual([415, "invalid"]);
  const large = await ask("/api/v1/reports", { ...post, headers: JSON_TYPE }, "x".repeat(300_000));
  expect(large.status).toBe(413);
  expect(JSON.parse(large.body).message).toContain("256 KB");
  const foreign = { ...JSON_TYPE, ...COOKIE, origin: "http://evil.example" };
  expect((await ask("/api/trpc/reports.submit", { ...post, headers: foreign }, "{}")).status).toBe(
    403,
  );
  expect(asked).toEqual([]);
  const good = await ask("/api/v1/reports", { ...post, headers: JSON_TYPE }, "{}");
  expect([good.status, JSON.parse(good.body).bytes]).toEqual([200, 2]);
});

test("a body that is packed is refused by the name of its packing", async () => {
  const { ask, asked } = await openDoor();
  const headers = { ...JSON_TYPE, "content-encoding": "gzip" };
  const packed = await ask("/api/v1/reports", { method: "POST", headers }, gzipSync("{}"));
  expect(packed.status).toBe(415);
  expect(JSON.parse(packed.body).message).toContain("Content-Encoding: gzip");
  expect(asked).toEqual([]);
  const plain = { ...JSON_TYPE, "content-encoding": "identity" };
  expect((await ask("/api/v1/reports", { method: "POST", headers: plain }, "{}")).status).toBe(200);
});

test("a body that does not say its length is counted", async () => {
  const { ask } = await openDoor();
  const headers = { ...JSON_TYPE, "transfer-encoding": "chunked" };
  const reply = await ask("/api/v1/reports", { method: "POST", headers }, "x".repeat(300_000));
  expect([reply.status, reply.headers.connection]).toEqual([413, "close"]);
});

test("an address that asks for too much is told when to come back; the cache is not counted", async () => {
  const { ask } = await openDoor({ limits: { reads: { perSecond: 1, burst: 2 } } });
  for (let i = 0; i < 10; i += 1) expect((await ask("/")).status).toBe(200);
  expect((await ask("/desk")).status).toBe(200);
  const refused = await ask("/desk");
  expect(refused.status).toBe(429);
  expect(refused.headers["retry-after"]).toBe("1");
  expect(JSON.parse(refused.body)).toMatchObject({ code: "too_many", retryAfterSeconds: 1 });
});

test("passwords can be tried only so often", async () => {
  const { ask } = await openDoor({ limits: { signIns: { perSecond: 0.1, burst: 3 } } });
  const statuses: number[] = [];
  for (let i = 0; i < 5; i += 1) {
    statuses.push((await ask("/api/auth/callback/credentials", { method: "POST" })).status);
  }
  expect(statuses).toEqual([200, 200, 200, 429, 429]);
});

test("a foreign host, an unknown method and a bug have their plain answers", async () => {
  const { ask, logged } = await openDoor({
    api() {
      throw new Error("the secret cause");
    },
  });
  expect((await ask("/", { headers: { host: "evil.example" } })).status).toBe(421);
  expect((await ask("/", { method: "TRACE" })).status).toBe(405);
  const bug = await ask("/api/v1/crossings");
  expect(bug.status).toBe(500);
  expect(bug.body).not.toContain("secret");
  const { requestId } = JSON.parse(bug.body);
  expect(logged.some((line) => line.includes(requestId) && line.includes("secret cause"))).toBe(
    true,
  );
});

test("no line of the log holds an address", async () => {
  const { ask, logged } = await openDoor();
  await ask("/api/v1/reports", { method: "POST", headers: JSON_TYPE }, "{}");
  await expect.poll(() => logged.length).toBeGreaterThan(0);
  expect(logged.join("")).not.toContain("127.0.0.1");
});

test("it says whether it lives and whether it is ready", async () => {
  const { ask } = await openDoor({
    readiness: () => ({ isReady: false, reason: "the database is away" }),
  });
  expect((await ask("/healthz")).status).toBe(200);
  const ready = await ask("/readyz");
  expect([ready.status, JSON.parse(ready.body)]).toEqual([
    503,
    { ready: false, reason: "the database is away" },
  ]);
  expect((await ask("/metrics")).body).toContain("gatewatch_ready 0");
});

test("its metrics tell how late webhooks are, where that is known", async () => {
  const webhooks = { waiting: 3, lateSeconds: 61.5, endpoints: 2, disabledEndpoints: 1 };
  const known = await openDoor({ webhookLag: async () => webhooks });
  const { body } = await known.ask("/metrics");
  expect(body).toContain("\ngatewatch_webhook_notices_waiting 3\n");
  expect(body).toContain("\ngatewatch_webhook_lag_seconds 61.5\n");
  expect(body).toContain("\ngatewatch_webhook_endpoints_disabled 1\n");
  const away = await openDoor({ webhookLag: async () => null });
  const reply = await away.ask("/metrics");
  expect(reply.body).toContain("gatewatch_ready 1");
  expect(reply.body).not.toContain("webhook");
});

test("metrics that cannot be told are refused with a request id, and nothing else is harmed", async () => {
  const { ask, logged } = await openDoor({
    webhookLag: () => Promise.reject(new Error("a bug of ours")),
  });
  const reply = await ask("/metrics");
  expect(reply.status).toBe(500);
  expect(reply.headers["x-request-id"]).toBeDefined();
  expect(logged.join("")).toContain("a bug of ours");
  expect((await ask("/healthz")).status).toBe(200);
});

test("a client that sends its head too slowly or too large is cut off", async () => {
  const { port, ask } = await openDoor();
  const reply = await ask("/", { headers: { "x-large": "x".repeat(20_000) } });
  expect(reply.status).toBe(431);
  const socket = connect(port, "127.0.0.1");
  socket.write("GET / HTTP/1.1\r\nHost: localhost\r\nbad header\r\n\r\n");
  const answer = await new Promise<string>((resolve) =>
    socket.once("data", (data) => resolve(String(data))),
  );
  expect(answer).toMatch(/^HTTP\/1\.1 400/);
});

test("half a letter in an address is told as such, and never reaches the pages", async () => {
  const { ask, asked } = await openDoor();
  const answer = await ask("/crossings/%E0%A4%A");
  expect(answer.status).toBe(400);
  expect(asked).toEqual([]);
});

test.each([
  ["POST", "/live", "GET, HEAD"],
  ["DELETE", "/healthz", "GET, HEAD"],
  ["PUT", "/crossings/torkham", "GET, HEAD, POST"],
  ["TRACE", "/", "GET, HEAD, POST"],
])("%s %s is refused, naming what is answered", async (method, path, allow) => {
  const { ask } = await openDoor();
  const answer = await ask(path, { method });
  expect([answer.status, answer.headers.allow]).toEqual([405, allow]);
});

test.each(["nonsense", "", "2999-01-01T00:00:00Z"])(
  "an asOf that shows the present (%s) is kept no longer than the present is",
  async (asOf) => {
    const { ask } = await openDoor();
    const answer = await ask(`/?asOf=${asOf}`);
    const present = await ask("/");
    expect(answer.headers["cache-control"]).toBe(present.headers["cache-control"]);
  },
);
