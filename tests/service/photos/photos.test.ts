import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addPerson, ask, type OpenApi, openApi, type Person } from "../api/open-api.ts";
import { type OpenDoor, openDoor } from "../api/open-door.ts";
import { bomb, fromCamera, KB, noise, photosAs, sendReport, sha256 } from "./photo-sender.ts";

/* Photos over HTTP, through the front door, with a real database and disk. */

let api: OpenApi;
let door: OpenDoor;
let origin: string;
let reporter: Person;
let other: Person;
let reportId: string;
let mine: ReturnType<typeof photosAs>;
let picture: Buffer;

beforeAll(async () => {
  api = await openApi();
  door = await openDoor(api, {
    limits: { writes: { perSecond: 1_000, burst: 10_000 } },
    nowMs: Date.now,
  });
  ({ origin } = door);
  reporter = await addPerson(api.db, {
    role: "reporter",
    crossings: ["torkham"],
    scopes: ["reports:write", "data:read"],
  });
  other = await addPerson(api.db, { role: "reporter", crossings: ["torkham"] });
  picture = await fromCamera();
});
beforeAll(async () => {
  reportId = await sendReport(api, reporter);
  mine = photosAs(origin, reporter, reportId);
});
afterAll(async () => {
  await door.close();
  await api.close();
});

const fresh = async () => photosAs(origin, reporter, await sendReport(api, reporter));

async function reportRow() {
  const [row] = await api.db.execute(sql`select r.claims, r.content_hash, s.state from reports r
    join report_states s on s.report_id = r.id where r.id = ${reportId}::uuid`);
  return row;
}

describe("a photo that is one", () => {
  test("is kept upright, without a trace of place, time and device, and only for those who may see it", async () => {
    expect(picture.includes("SpyPhone")).toBe(true);
    const { exif } = await sharp(picture).metadata();
    expect(exif?.length).toBeGreaterThan(0);
    const kept = await mine.send(picture, { pieceBytes: 20 * KB });
    expect(kept).toMatchObject({
      state: "kept",
      reason: null,
      widthPixels: 480,
      heightPixels: 640,
    });
    const reply = await fetch(`${origin}/api/v1/reports/${reportId}/photos/${kept.id}/picture`, {
      headers: { Authorization: `Bearer ${reporter.key}` },
    });
    const bytes = Buffer.from(await reply.arrayBuffer());
    expect(reply.headers.get("content-type")).toBe("image/jpeg");
    expect(reply.headers.get("cache-control")).toBe("private, no-store");
    expect(reply.headers.get("x-content-type-options")).toBe("nosniff");
    expect(reply.headers.get("content-disposition")).toMatch(/^inline; filename="photo-/);
    expect(reply.headers.get("content-security-policy")).toMatch(/default-src 'none'/);
    for (const trace of [
      "SpyPhone",
      "Torkham-9",
      "2026:11:22",
      "Exif",
      "http://ns.adobe",
      "ICC_",
    ]) {
      expect(bytes.includes(trace), trace).toBe(false);
    }
    const meta = await sharp(bytes).metadata();
    expect([meta.exif, meta.xmp, meta.iptc, meta.icc, meta.orientation]).toEqual(Array(5));
    expect((await mine.picture(kept.id, {})).status).toBe(404);
    expect((await mine.picture(kept.id, { Authorization: `Bearer ${other.key}` })).status).toBe(
      404,
    );
  });

  test("is made no longer than 2,000 pixels", async () => {
    const photos = await fresh();
    const large = await noise(3_000, 1_500).jpeg({ quality: 30 }).toBuffer();
    expect(await photos.send(large)).toMatchObject({ widthPixels: 2_000, heightPixels: 1_000 });
  });
});

describe("a photo that is none is refused with a reason, and the text report stays", () => {
  const files: [string, string, () => Promise<Buffer> | Buffer][] = [
    ["no image", "not_an_image", () => Buffer.from("MZ this is a program, not a picture")],
    ["a wrong type", "wrong_type", () => noise(20, 20).gif().toBuffer()],
    ["a bomb", "too_many_pixels", () => bomb(30_000, 30_000)],
    ["cut off", "truncated", () => picture.subarray(0, picture.length / 2)],
    ["damaged", "truncated", () => Buffer.concat([picture.subarray(0, 20), Buffer.alloc(900, 7)])],
  ];
  test.each(files)("%s: %s", async (_, reason, make) => {
    const before = await reportRow();
    const photos = photosAs(origin, reporter, reportId);
    expect(await photos.send(await make())).toMatchObject({ state: "refused", reason });
    expect(await reportRow()).toEqual(before);
  });

  test("other bytes than were announced", async () => {
    const photos = await fresh();
    const id = randomUUID();
    await photos.announce({ id, bytes: picture });
    const changed = Buffer.from(picture);
    changed[changed.length - 300] = (changed[changed.length - 300] ?? 0) ^ 1;
    let last = await photos.put(id, 0, changed.subarray(0, 200 * KB));
    if (changed.length > 200 * KB)
      last = await photos.put(id, 200 * KB, changed.subarray(200 * KB));
    expect(photos.read(last)).toMatchObject({ state: "refused", reason: "altered" });
  });
});

describe("what is not taken at all", () => {
  test("more than 8 MB", async () => {
    const reply = await mine.announce({
      id: randomUUID(),
      bytes: picture,
      totalBytes: 9 * KB * KB,
    });
    expect(reply.status).toBe(400);
    expect(reply.text).toMatch(/over 8 MB/);
  });

  test("a sixth photo, also when all are announced at once; refused ones do not count", async () => {
    const photos = await fresh();
    await photos.send(Buffer.from("no picture at all"));
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => photos.announce({ id: randomUUID(), bytes: picture })),
    );
    const statuses = replies.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, 201, 201, 201, 201, 409, 409, 409]);
    expect(replies.find(({ status }) => status === 409)?.text).toMatch(/5 photos already/);
  });

  test("a photo of another's report, which is not there for them, or of none", async () => {
    const theirs = photosAs(origin, other, reportId);
    const id = randomUUID();
    expect((await theirs.announce({ id, bytes: picture })).status).toBe(404);
    expect((await theirs.put(id, 0, picture.subarray(0, 10))).status).toBe(404);
    const none = photosAs(origin, reporter, randomUUID());
    expect((await none.announce({ id, bytes: picture })).status).toBe(404);
  });

  test("from nobody, or another site's page", async () => {
    const url = `${origin}/api/v1/reports/${reportId}/photos`;
    const body = JSON.stringify({ id: randomUUID(), totalBytes: 3, sha256: sha256(picture) });
    const headers = { "Content-Type": "application/json" };
    expect((await ask(url, { method: "POST", headers, body })).status).toBe(401);
    api.signIn(reporter.actor);
    const from = { ...headers, "Sec-Fetch-Site": "cross-site" };
    expect((await ask(url, { method: "POST", headers: from, body })).status).toBe(403);
    const own = { ...headers, "Sec-Fetch-Site": "same-origin" };
    expect((await ask(url, { method: "POST", headers: own, body })).status).toBe(201);
    api.signIn(null);
  });

  test("a piece over 256 KB, of another type, or without its place", async () => {
    const photos = await fresh();
    const id = randomUUID();
    await photos.announce({ id, bytes: picture });
    expect((await photos.put(id, 0, Buffer.alloc(256 * KB + 1))).status).toBe(413);
    const url = `${origin}/api/v1/reports/${reportId}/photos/${id}`;
    const auth = { Authorization: `Bearer ${reporter.key}` };
    const text = { ...auth, "Content-Type": "text/plain" };
    expect((await ask(`${url}?offset=0`, { method: "PUT", headers: text, body: "x" })).status).toBe(
      415,
    );
    const octets = { ...auth, "Content-Type": "application/octet-stream" };
    for (const query of ["", "?offset=-1", "?offset=0&offset=1", "?offset=1e3"]) {
      const reply = await ask(`${url}${query}`, { method: "PUT", headers: octets, body: "x" });
      expect([query, reply.status]).toEqual([query, 400]);
    }
    expect((await ask(url, { method: "DELETE", headers: auth })).status).toBe(405);
  });
});

describe("over a bad line", () => {
  test("announced twice, pieces twice, out of order and overlapping come to one photo", async () => {
    const photos = await fresh();
    const id = randomUUID();
    expect((await photos.announce({ id, bytes: picture })).status).toBe(201);
    expect((await photos.announce({ id, bytes: picture })).status).toBe(200);
    const cut = 10 * KB;
    const ahead = await photos.put(id, cut, picture.subarray(cut, 2 * cut));
    expect([ahead.status, ahead.text.includes("go on from 0")]).toEqual([409, true]);
    await photos.put(id, 0, picture.subarray(0, cut));
    const again = photos.read(await photos.put(id, 0, picture.subarray(0, cut)));
    expect(again.receivedBytes).toBe(cut);
    const overlapping = photos.read(
      await photos.put(id, 5 * KB, picture.subarray(5 * KB, 2 * cut)),
    );
    expect(overlapping.receivedBytes).toBe(2 * cut);
    expect(await photos.status(id)).toMatchObject({ state: "uploading", receivedBytes: 2 * cut });
    const last = await photos.put(id, 2 * cut, picture.subarray(2 * cut));
    expect(photos.read(last)).toMatchObject({ state: "kept" });
    const repeated = await photos.put(id, 2 * cut, picture.subarray(2 * cut));
    expect(photos.read(repeated)).toMatchObject({ state: "kept" });
    expect((await photos.announce({ id, bytes: picture })).status).toBe(200);
    const beyond = await photos.announce({ id, bytes: picture, totalBytes: 77 });
    expect(beyond.status).toBe(409);
  });

  test("the same piece ten times at once counts once", async () => {
    const photos = await fresh();
    const id = randomUUID();
    await photos.announce({ id, bytes: picture });
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => photos.put(id, 0, picture.subarray(0, 9 * KB))),
    );
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await photos.status(id)).receivedBytes).toBe(9 * KB);
  });

  test("the last piece ten times at once is read to one picture", async () => {
    const photos = await fresh();
    const id = randomUUID();
    await photos.announce({ id, bytes: picture });
    const cut = 20 * KB;
    await photos.put(id, 0, picture.subarray(0, cut));
    const replies = await Promise.all(
      Array.from({ length: 5 }, () => photos.put(id, cut, picture.subarray(cut))),
    );
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await photos.status(id)).toMatchObject({ state: "kept" });
    expect((await photos.picture(id)).status).toBe(200);
  });
});
