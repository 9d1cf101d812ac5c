import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { createGunzip } from "node:zlib";
import { expect, onTestFinished, test, vi } from "vitest";
import { liveMark } from "#server/domain/live-status.ts";
import { quietStatus } from "../live/quiet-status.ts";
import { openDoor } from "./open-door.ts";

interface Event {
  readonly event: string;
  readonly id: string;
  readonly data: unknown;
}

function parseEvents(text: string): Event[] {
  return text
    .split("\n\n")
    .slice(0, -1)
    .map((block) => {
      const lines = block.split("\n").map((line) => line.split(/: (.*)/s, 2));
      const fields = Object.fromEntries(lines);
      return { event: fields.event, id: fields.id, data: JSON.parse(fields.data) };
    });
}

async function follow(port: number, headers: Record<string, string> = {}, path = "/live") {
  const req = request({ host: "127.0.0.1", port, path, headers, agent: false });
  req.end();
  const [res] = await once(req, "response");
  onTestFinished(() => void req.destroy());
  let text = "";
  const body = res.headers["content-encoding"] === "gzip" ? res.pipe(createGunzip()) : res;
  body.on("data", (chunk: Buffer) => (text += chunk));
  body.on("error", () => undefined);
  return {
    status: res.statusCode,
    headers: res.headers,
    events: () => parseEvents(text),
    req,
    res,
  };
}

test("a client gets the whole snapshot, then each change, with the version as id", async () => {
  const { port, snapshot } = await openDoor();
  const client = await follow(port, { "last-event-id": "7" });
  await expect.poll(client.events).toHaveLength(1);
  const before = snapshot.version;
  snapshot.set("torkham", quietStatus({ condition: "closed" }));
  await expect.poll(client.events).toHaveLength(2);
  const [first, second] = client.events();
  expect(first).toMatchObject({
    event: "snapshot",
    id: String(before),
    data: { version: before, crossings: [{ crossingId: "torkham", condition: "unknown" }] },
  });
  expect(second).toMatchObject({
    event: "crossing",
    id: String(before + 1),
    data: { version: before + 1, crossing: { crossingId: "torkham", condition: "closed" } },
  });
  expect(client.headers["cache-control"]).toContain("no-store");
  expect(client.headers["x-accel-buffering"]).toBe("no");
});

test("a compressed stream says the same, whenever its client came", async () => {
  const { port, snapshot } = await openDoor();
  const early = await follow(port, { "accept-encoding": "gzip, deflate, br" });
  await expect.poll(early.events).toHaveLength(1);
  snapshot.set("torkham", quietStatus({ condition: "closed" }));
  const late = await follow(port, { "accept-encoding": "gzip" });
  await expect.poll(late.events).toHaveLength(1);
  snapshot.set("torkham", quietStatus({ condition: "open" }));
  await expect.poll(early.events).toHaveLength(3);
  await expect.poll(late.events).toHaveLength(2);
  expect(early.headers["content-encoding"]).toBe("gzip");
  expect(late.events().at(-1)).toEqual(early.events().at(-1));
});

test("who holds just what there is is told the time alone, and each change after that", async () => {
  const { port, snapshot } = await openDoor();
  const held = `/live?have=${liveMark(snapshot)}`;
  for (const headers of [{}, { "accept-encoding": "gzip" }]) {
    const client = await follow(port, headers, `/live?have=${liveMark(snapshot)}`);
    await expect.poll(client.events).toHaveLength(1);
    expect(client.events()[0]).toMatchObject({ event: "beat" });
    snapshot.set("torkham", quietStatus({ condition: "closed" }));
    await expect.poll(client.events).toHaveLength(2);
    expect(client.events()[1]).toMatchObject({ event: "crossing", id: String(snapshot.version) });
  }
  const another = `/live?have=${liveMark({ series: "another", version: snapshot.version })}`;
  for (const path of [held, another, "/live?have=", "/live?have=%00"]) {
    const late = await follow(port, {}, path);
    await expect.poll(late.events).toHaveLength(1);
    expect(late.events()[0]).toMatchObject({ event: "snapshot" });
  }
});

test("when a crossing goes away everybody gets the whole again", async () => {
  const { port, snapshot } = await openDoor();
  const client = await follow(port);
  snapshot.set("torkham", null);
  await expect.poll(client.events).toHaveLength(2);
  expect(client.events().at(-1)).toMatchObject({ event: "snapshot", data: { crossings: [] } });
});

test("a client that does not read is dropped, the others stay", async () => {
  const { door, port, snapshot } = await openDoor();
  const good = await follow(port);
  const lazy = connect(port, "127.0.0.1");
  lazy.write("GET /live HTTP/1.1\r\nHost: localhost\r\n\r\n");
  lazy.pause();
  onTestFinished(() => void lazy.destroy());
  const connections = () =>
    new Promise<number>((done) => door.server.getConnections((_error, count) => done(count)));
  await expect.poll(connections).toBe(2);
  const long = "x".repeat(500_000);
  for (let i = 0; i < 60 && (await connections()) > 1; i += 1) {
    snapshot.set(
      "torkham",
      quietStatus({
        crossingId: "torkham",
        trend: "steady",
        since: { text: long, precision: "year", earliestAt: "", latestAt: "" },
      }),
    );
    await new Promise((done) => setTimeout(done, 20));
  }
  await expect.poll(connections).toBe(1);
  expect(good.events().length).toBeGreaterThan(2);
});

test("while the database is away nobody is told that they are live, and nobody new comes in", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  onTestFinished(() => void vi.useRealTimers());
  const database = { isAway: false };
  const readiness = () => ({ isReady: !database.isAway, reason: null });
  const { port } = await openDoor({ readiness });
  const client = await follow(port);
  const beats = () => client.events().filter(({ event }) => event === "beat").length;
  vi.advanceTimersByTime(20_000);
  await vi.waitUntil(() => beats() === 1);
  database.isAway = true;
  vi.advanceTimersByTime(60_000);
  expect((await follow(port)).status).toBe(503);
  expect(beats()).toBe(1);
  database.isAway = false;
  expect((await follow(port)).status).toBe(200);
  vi.advanceTimersByTime(20_000);
  await vi.waitUntil(() => beats() === 2);
});

test("places are limited in all and for each address", async () => {
  const full = await openDoor({ limits: { liveClients: 1 } });
  expect((await follow(full.port)).status).toBe(200);
  expect((await follow(full.port)).status).toBe(503);
  const narrow = await openDoor({ limits: { liveClientsPerAddress: 1 } });
  const first = await follow(narrow.port);
  expect((await follow(narrow.port)).status).toBe(429);
  first.req.destroy();
  await expect.poll(async () => (await follow(narrow.port)).status).toBe(200);
});

test("closing the door ends every stream", async () => {
  const { door, port } = await openDoor();
  const client = await follow(port);
  await expect.poll(client.events).toHaveLength(1);
  const ended = once(client.res, "close");
  await door.close();
  await ended;
});
