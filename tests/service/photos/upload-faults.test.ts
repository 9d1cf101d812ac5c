import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect } from "vitest";
import type { Actor } from "#server/domain/actor.ts";
import { addMs, DAY_MS } from "#server/domain/time.ts";
import { createDiskStore } from "#server/photos/disk-store.ts";
import { createPhotoEncoder } from "#server/photos/encode-photo.ts";
import { pictureKey, UPLOADS } from "#server/photos/photo-store.ts";
import { cleanUploads } from "#server/services/photos/clean-uploads.ts";
import type { PhotoContext, PhotoParts } from "#server/services/photos/photo-rows.ts";
import { getUpload, receiveChunk } from "#server/services/photos/receive-chunk.ts";
import { startUpload } from "#server/services/photos/start-upload.ts";
import { submitReport } from "#server/services/reports/submit-report.ts";
import type { OwnDatabase } from "../../support/database.ts";
import { addAccount, closedReport, NOW, test } from "../../support/reports.ts";
import { fromCamera, sha256 } from "./photo-sender.ts";

/* What is killed, and where: each test leaves the process at a bad moment and goes on as another would. */

const PIECES = 3;

let folder: string;
let parts: PhotoParts;
let picture: Buffer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "gatewatch-photos-"));
  parts = { store: createDiskStore(folder), encode: createPhotoEncoder() };
  picture = await fromCamera();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function begin(loaded: OwnDatabase) {
  const actor: Actor = await addAccount(loaded.db, "reporter");
  const ctx: PhotoContext = { actor, database: loaded.db, now: NOW, ...parts };
  const report = closedReport();
  await submitReport(ctx, report);
  const photo = { id: randomUUID(), totalBytes: picture.length, sha256: sha256(picture) };
  return { ctx, reportId: report.id, photo, photoId: photo.id };
}

type Begun = Awaited<ReturnType<typeof begin>>;

/** Sends all of it from wherever the server says it is, as a phone does. */
async function sendRest(ctx: PhotoContext, { reportId, photo, photoId }: Begun) {
  let { photo: at } = await startUpload(ctx, { reportId, photo });
  const size = Math.ceil(picture.length / PIECES);
  while (at.state === "uploading") {
    const offset = at.receivedBytes;
    const bytes = picture.subarray(offset, offset + size);
    at = await receiveChunk(ctx, { reportId, photoId, offset, bytes });
  }
  return at;
}

class Killed extends Error {}

/** Lets `calls` calls of store and encoder through, then every one fails: before it did anything, or just after. */
function dyingParts(calls: number, when: "before" | "after"): PhotoParts {
  let left = calls;
  async function fused<T>(act: () => Promise<T>): Promise<T> {
    left -= 1;
    if (left < 0 && (when === "before" || left < -1)) throw new Killed();
    const result = await act();
    if (left < 0) throw new Killed();
    return result;
  }
  return {
    encode: (bytes) => fused(() => parts.encode(bytes)),
    store: {
      put: (key, bytes) => fused(() => parts.store.put(key, bytes)),
      find: (key) => fused(() => parts.store.find(key)),
      list: (prefix) => fused(() => parts.store.list(prefix)),
      delete: (keys) => fused(() => parts.store.delete(keys)),
    },
  };
}

test("a server killed at any step of a photo ends with one picture and no pieces", async ({
  loaded,
}) => {
  let kills = 0;
  let isAlive = false;
  for (let calls = 0; !isAlive; calls += 1) {
    isAlive = true;
    for (const when of ["before", "after"] as const) {
      const begun = await begin(loaded);
      const dying = { ...begun.ctx, ...dyingParts(calls, when) };
      const outcome = await sendRest(dying, begun).catch((error: unknown) => error);
      if (outcome instanceof Killed) {
        kills += 1;
        isAlive = false;
      }
      const { reportId, photoId } = begun;
      expect(await sendRest(begun.ctx, begun)).toMatchObject({ state: "kept", widthPixels: 480 });
      expect(await parts.store.find(pictureKey({ reportId, photoId }))).not.toBeNull();
    }
  }
  expect(kills).toBeGreaterThan(20);
  // What was left by a death after the row was written is swept up later.
  const later = addMs(new Date().toISOString(), 2 * DAY_MS);
  await cleanUploads({ database: loaded.db, ...parts, now: later });
  expect(await parts.store.list(UPLOADS)).toEqual([]);
}, 120_000);

test("what arrived whole before a kill is read by the next clean-up, nobody asking", async ({
  loaded,
}) => {
  const begun = await begin(loaded);
  const { ctx, reportId, photoId } = begun;
  const deaf = { ...ctx, encode: () => Promise.reject(new Killed()) };
  await expect(sendRest(deaf, begun)).rejects.toThrow(Killed);
  expect(await getUpload(ctx, { reportId, photoId })).toMatchObject({
    state: "uploading",
    receivedBytes: picture.length,
  });
  expect(await cleanUploads(ctx)).toEqual({ finished: 1, removed: 0 });
  expect(await getUpload(ctx, { reportId, photoId })).toMatchObject({ state: "kept" });
});

test("an upload that nobody continued for a day goes, one that somebody did stays, and may begin anew", async ({
  loaded,
}) => {
  const begun = await begin(loaded);
  const { ctx, reportId, photoId, photo } = begun;
  await startUpload(ctx, { reportId, photo });
  await receiveChunk(ctx, { reportId, photoId, offset: 0, bytes: picture.subarray(0, 5_000) });
  const now = new Date().toISOString();
  expect(await cleanUploads({ ...ctx, now: addMs(now, DAY_MS / 2) })).toMatchObject({ removed: 0 });
  // Announced long ago, continued just now.
  const announced = join(folder, `uploads/${reportId}/${photoId}/announced`);
  utimesSync(announced, 1_000_000_000, 1_000_000_000);
  expect(await cleanUploads({ ...ctx, now })).toMatchObject({ removed: 0 });
  expect(await cleanUploads({ ...ctx, now: addMs(now, 2 * DAY_MS) })).toEqual({
    finished: 0,
    removed: 1,
  });
  expect(await parts.store.list(UPLOADS)).toEqual([]);
  await expect(getUpload(ctx, { reportId, photoId })).rejects.toMatchObject({ code: "not_found" });
  expect(await sendRest(ctx, begun)).toMatchObject({ state: "kept" });
});

test("a store that was lost, as after a restore without it, lets the phone begin anew", async ({
  loaded,
}) => {
  const begun = await begin(loaded);
  const { ctx, reportId, photoId, photo } = begun;
  await startUpload(ctx, { reportId, photo });
  await receiveChunk(ctx, { reportId, photoId, offset: 0, bytes: picture.subarray(0, 5_000) });
  await parts.store.delete((await parts.store.list(UPLOADS)).map(({ key }) => key));
  expect(await sendRest(ctx, begun)).toMatchObject({ state: "kept", widthPixels: 480 });
});

test("a decoder that takes too long is stopped and the photo refused", async ({ loaded }) => {
  const begun = await begin(loaded);
  const hasty = { ...begun.ctx, encode: createPhotoEncoder(1) };
  expect(await sendRest(hasty, begun)).toMatchObject({ state: "refused", reason: "too_slow" });
  const [row] = await loaded.db.execute(
    sql`select state from report_states where report_id = ${begun.reportId}::uuid`,
  );
  expect(row).toEqual({ state: "received" });
});

test("a key of the store leads nowhere but into it", async () => {
  for (const key of ["../lock", "pictures/../../lock", "/etc/passwd", "a//b", "A", "a.b", ""]) {
    await expect(parts.store.find(key), key).rejects.toThrow(/no key/);
    await expect(parts.store.put(key, Buffer.from("x")), key).rejects.toThrow(/no key/);
  }
});
