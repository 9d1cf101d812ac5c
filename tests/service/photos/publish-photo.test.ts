import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createCaller } from "#server/api/caller.ts";
import { publishReport } from "#server/services/reviews/review-report.ts";
import { addPerson, type OpenApi, openApi, type Person } from "../api/open-api.ts";
import { fromCamera, photosAs, sendReport } from "./photo-sender.ts";

/* A photo is the desk's alone until the desk shows it, and again after it is taken back. */

let api: OpenApi;
let reporter: Person;
let verifier: Person;
let picture: Buffer;
beforeAll(async () => {
  api = await openApi();
  reporter = await addPerson(api.db, { role: "reporter", crossings: ["torkham"] });
  verifier = await addPerson(api.db, { role: "verifier", scopes: ["reports:write", "data:read"] });
  picture = await fromCamera();
});
afterAll(() => api.close());

const callerFor = (actor: Person["actor"] | null) => createCaller(api.deps)(actor);
const desk = () => callerFor(verifier.actor);
const publicPhotos = async (reportId: string) =>
  (await callerFor(null).photos.published({ slug: "torkham", reportIds: [reportId] })).photos;

async function keptPhoto() {
  const reportId = await sendReport(api, reporter);
  const photos = photosAs(api.origin, reporter, reportId);
  const { id } = await photos.send(picture);
  return { reportId, photos, id };
}

test("the desk shows it with its published report, and takes it back; both leave a trace", async () => {
  const { reportId, photos, id } = await keptPhoto();
  const anybody = async () => (await photos.picture(id, {})).status;
  expect((await desk().photos.ofReport({ reportId })).photos).toMatchObject([
    { id, state: "kept" },
  ]);
  await desk().photos.publish({ reportId, id });
  expect([await publicPhotos(reportId), await anybody()]).toEqual([[], 404]);
  await publishReport(
    { actor: verifier.actor, database: api.db, now: api.deps.now() },
    { id: reportId },
  );
  expect(await publicPhotos(reportId)).toEqual([
    { id, reportId, widthPixels: 480, heightPixels: 640 },
  ]);
  const shown = await photos.picture(id, {});
  expect([shown.status, shown.headers.get("cache-control")]).toEqual([200, "public, max-age=60"]);
  await desk().photos.unpublish({ reportId, id });
  expect([await publicPhotos(reportId), await anybody()]).toEqual([[], 404]);
  const rows = await api.db.execute(
    sql`select action, account_id from audit_events where subject = ${id} order by action`,
  );
  expect([...rows]).toEqual([
    { action: "photo.publish", account_id: verifier.actor.accountId },
    { action: "photo.unpublish", account_id: verifier.actor.accountId },
  ]);
});

test("a withdrawn report takes its photos with it", async () => {
  const { reportId, photos, id } = await keptPhoto();
  await desk().photos.publish({ reportId, id });
  const ctx = { actor: verifier.actor, database: api.db, now: api.deps.now() };
  await publishReport(ctx, { id: reportId });
  expect(await publicPhotos(reportId)).toHaveLength(1);
  await api.db.execute(sql`update report_states set state = 'retracted', withdrawn_at = now()
    where report_id = ${reportId}::uuid`);
  expect([await publicPhotos(reportId), (await photos.picture(id, {})).status]).toEqual([[], 404]);
});

test("only the desk publishes, and only what is kept", async () => {
  const { reportId, id } = await keptPhoto();
  const own = callerFor(reporter.actor).photos;
  await expect(own.publish({ reportId, id })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(callerFor(null).photos.publish({ reportId, id })).rejects.toMatchObject({
    code: "UNAUTHORIZED",
  });
  await expect(callerFor(null).photos.ofReport({ reportId })).rejects.toMatchObject({
    code: "UNAUTHORIZED",
  });
  const begun = randomUUID();
  await photosAs(api.origin, reporter, reportId).announce({ id: begun, bytes: picture });
  await expect(desk().photos.publish({ reportId, id: begun })).rejects.toMatchObject({
    code: "CONFLICT",
  });
});

test("what the public reads of a report says nothing of its photos' sender", async () => {
  const { reportId, id } = await keptPhoto();
  await desk().photos.publish({ reportId, id });
  const ctx = { actor: verifier.actor, database: api.db, now: api.deps.now() };
  await publishReport(ctx, { id: reportId });
  const text = JSON.stringify(await publicPhotos(reportId));
  expect(text).not.toContain(reporter.actor.accountId);
  expect(text).not.toContain(reporter.actor.name);
});
