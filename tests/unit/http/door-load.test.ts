/** What one kind of request must not do to the others. */
import { once } from "node:events";
import { connect } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { openDoor, pageOf } from "./open-door.ts";

const SLOW_FORM = [
  "POST /report HTTP/1.1",
  "Host: localhost",
  "Origin: http://localhost",
  "Content-Type: multipart/form-data; boundary=gate",
  "Content-Length: 1000",
  "",
  "--gate",
].join("\r\n");

test("forms that arrive slowly hold up nobody", async () => {
  const { ask, port, asked } = await openDoor({
    async next(req, res) {
      asked.push(`${req.method} ${req.url}`);
      for await (const _ of req);
      res.setHeader("Content-Type", "text/html");
      res.end(pageOf(req.url ?? "", null));
    },
  });
  for (let i = 0; i < 20; i += 1) {
    const slow = connect(port, "127.0.0.1");
    onTestFinished(() => void slow.destroy());
    await once(slow, "connect");
    slow.write(SLOW_FORM);
  }
  expect((await ask("/")).status).toBe(200);
  expect((await ask("/desk", { headers: { cookie: "a=b" } })).status).toBe(200);
  expect(asked).toEqual(["GET /en", "GET /en/desk"]);
});

test("what is slow for one person holds up no public page", async () => {
  const { ask } = await openDoor({
    async next(req, res) {
      if (req.url?.startsWith("/en/desk")) return new Promise(() => undefined);
      res.end("<p>gate</p>");
    },
  });
  for (let i = 0; i < 20; i += 1) ask("/desk").catch(() => undefined);
  await new Promise((done) => setTimeout(done, 50));
  expect((await ask("/")).status).toBe(200);
});

test("a form comes whole to the page, in however many pieces, and a large one not at all", async () => {
  const { ask, asked } = await openDoor({
    async next(req, res) {
      asked.push(`${req.method}`);
      let bytes = 0;
      for await (const chunk of req) bytes += chunk.length;
      res.end(String(bytes));
    },
  });
  const headers = {
    origin: "http://localhost",
    host: "localhost",
    "content-type": "multipart/form-data; boundary=gate",
  };
  const form = { method: "POST", headers };
  expect((await ask("/report", form, "x".repeat(250_000))).body).toBe("250000");
  const chunked = { method: "POST", headers: { ...headers, "transfer-encoding": "chunked" } };
  expect((await ask("/report", chunked, "x".repeat(300_000))).status).toBe(413);
  expect(asked).toEqual(["POST"]);
});

test("a sender who leaves in the middle is neither handed on nor logged as a failure", async () => {
  const { port, asked, logged } = await openDoor();
  const leaver = connect(port, "127.0.0.1");
  await once(leaver, "connect");
  leaver.write(SLOW_FORM);
  await new Promise((done) => setTimeout(done, 50));
  leaver.destroy();
  await vi.waitFor(() => expect(logged.join("")).toContain('"request"'));
  expect(asked).toEqual([]);
  expect(logged.join("")).not.toContain("a request failed");
});

test("files of the build that do not exist are counted like any read", async () => {
  const { ask } = await openDoor({
    limits: { reads: { perSecond: 0.01, burst: 2 } },
    next: (_req, res) => void res.writeHead(404).end("none"),
  });
  expect((await ask("/_next/static/none.js")).status).toBe(404);
  expect((await ask("/_next/image?url=x")).status).toBe(404);
  expect((await ask("/_next/static/none-either.js")).status).toBe(429);
  expect((await ask("/_next/data")).status).toBe(429);
});

test("an address asked for again after a change is counted once", async () => {
  const { ask, snapshot } = await openDoor();
  const cached = async () => {
    const { body } = await ask("/metrics");
    return body.match(/^gatewatch_cache_total.*$/gm)?.map((line) => line.split(" ")[1]);
  };
  await ask("/");
  await ask("/");
  expect(await cached()).toEqual(["1", "0", "1"]);
  snapshot.set("torkham", snapshot.get("torkham"));
  await ask("/");
  expect(await cached()).toEqual(["1", "0", "2"]);
});
