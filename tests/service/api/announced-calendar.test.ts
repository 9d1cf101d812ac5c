import { randomUUID } from "node:crypto";
import ICAL from "ical.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addMs, DAY_MS, HOUR_MS, type Instant } from "#server/domain/time.ts";
import { AnnouncementInput } from "#server/services/announcements/announcement-input.ts";
import { enterAnnouncement } from "#server/services/announcements/enter-announcement.ts";
import { withdrawAnnouncement } from "#server/services/announcements/withdraw-announcement.ts";
import { addPerson, NOW, type OpenApi, openApi } from "./open-api.ts";

/* What the desk announces, in the calendar that anybody may subscribe to. */

let api: OpenApi;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

async function announced(query = "") {
  const reply = await api.get(`/api/v1/feeds/closures.ics${query}`);
  expect(reply.status, reply.text).toBe(200);
  return new ICAL.Component(ICAL.parse(reply.text))
    .getAllSubcomponents("vevent")
    .map((event) => ({
      uid: String(event.getFirstPropertyValue("uid")),
      status: event.getFirstPropertyValue("status"),
      rule: String(event.getFirstPropertyValue("rrule") ?? ""),
    }))
    .filter(({ uid }) => uid.startsWith("announcement-"));
}

const announce = (id: string, startsAt: Instant, over: object = {}): AnnouncementInput =>
  AnnouncementInput.parse({
    id,
    crossing: "torkham",
    kind: "closure",
    title: "Works on the bridge",
    party: "PK",
    lanes: ["PK-AF/truck"],
    value: "closed",
    startsAt,
    endsAt: addMs(startsAt, HOUR_MS),
    ...over,
  });

test("announcements are in the calendar of closures, under the same id until they are withdrawn", async () => {
  const { actor } = await addPerson(api.db, { role: "verifier" });
  const ctx = { actor, database: api.db, now: NOW };
  const [once, daily] = [randomUUID(), randomUUID()];
  await enterAnnouncement(ctx, announce(once, addMs(NOW, 2 * DAY_MS)));
  const hours = { kind: "hours", value: "open", rrule: "FREQ=DAILY" };
  await enterAnnouncement(ctx, announce(daily, addMs(NOW, DAY_MS), hours));
  const both = [
    `announcement-${once}@gatewatch.example`,
    `announcement-${daily}@gatewatch.example`,
  ];
  const entries = await announced("?slug=torkham");
  expect(entries.map(({ uid }) => uid).sort()).toEqual(both.toSorted());
  expect(new Set(entries.map(({ status }) => status))).toEqual(new Set(["TENTATIVE"]));
  expect(entries.find(({ uid }) => uid === both[1])?.rule).toBe("FREQ=DAILY");
  expect(await announced("?slug=kharlachi")).toEqual([]);
  expect(await announced("?asOf=2026-11-20T00:00:00Z")).toEqual([]);
  expect(await announced(`?to=${addMs(NOW, HOUR_MS)}`)).toEqual([]);
  await withdrawAnnouncement(ctx, { id: once });
  const after = await announced();
  expect(after.find(({ uid }) => uid === both[0])?.status).toBe("CANCELLED");
  expect(after.find(({ uid }) => uid === both[1])?.status).toBe("TENTATIVE");
});
