import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import type { Database } from "#server/db/client.ts";
import type { Actor } from "#server/domain/actor.ts";
import { addMs, DAY_MS, HOUR_MS, type Instant } from "#server/domain/time.ts";
import { AnnouncementInput } from "#server/services/announcements/announcement-input.ts";
import { enterAnnouncement } from "#server/services/announcements/enter-announcement.ts";
import {
  listAnnouncements,
  listUpcoming,
} from "#server/services/announcements/list-announcements.ts";
import {
  makeAllOccurrences,
  occurrenceReportId,
} from "#server/services/announcements/make-occurrences.ts";
import { withdrawAnnouncement } from "#server/services/announcements/withdraw-announcement.ts";
import { listLatestChanges } from "#server/services/changes/list-changes.ts";
import { getCrossing } from "#server/services/crossings/get-crossing.ts";
import { listPublicReports } from "#server/services/reports/list-reports.ts";
import { submitReport } from "#server/services/reports/submit-report.ts";
import { passCrossingTime } from "#server/services/status/pass-time.ts";
import { addAccount, closedReport, NOW, test } from "../../support/reports.ts";

const LANES = ["PK-AF/truck", "AF-PK/truck"];

/** The day after tomorrow, from midnight to midnight in Torkham on the side of Pakistan (UTC+5). */
const holiday = (over: object = {}): AnnouncementInput =>
  AnnouncementInput.parse({
    id: randomUUID(),
    crossing: "torkham",
    kind: "holiday",
    title: "Eid",
    party: "PK",
    lanes: LANES,
    value: "closed",
    startsAt: "2026-11-25T00:00:00+05:00",
    endsAt: "2026-11-26T00:00:00+05:00",
    ...over,
  });

const hours = (over: object = {}): AnnouncementInput =>
  holiday({
    kind: "hours",
    title: "Winter hours",
    value: "open",
    startsAt: "2026-11-23T08:00:00+05:00",
    endsAt: "2026-11-23T18:00:00+05:00",
    rrule: "FREQ=DAILY",
    ...over,
  });

const context = (database: Database, actor: Actor | null, now: Instant = NOW) => ({
  actor,
  database,
  now,
});

async function truckLane(db: Database, now: Instant) {
  const { status } = await getCrossing(context(db, null, now), {
    slug: "torkham",
    at: null,
    known: "now",
  });
  const lane = status.lanes.find(({ lane }) => lane === "PK-AF/truck");
  return { value: lane?.value, basis: lane?.basis, announced: lane?.announced.value };
}

async function madeReports(db: Database) {
  return db.execute(sql`select s.report_id, s.state from report_states s order by s.report_id`);
}

describe("announcements", () => {
  test("a holiday closes its lanes on its day, by announcement, and is told as it begins and ends", async ({
    loaded: { db },
  }) => {
    const desk = await addAccount(db, "verifier");
    await enterAnnouncement(context(db, desk), holiday());
    expect(await truckLane(db, NOW)).toMatchObject({ value: "unknown", announced: "unknown" });
    const begins = "2026-11-24T19:00:00.000Z";
    const during = addMs(begins, 23 * HOUR_MS);
    const over = addMs(begins, DAY_MS);
    expect(await truckLane(db, begins)).toMatchObject({ value: "closed", basis: "announced" });
    // Longer than a word of a reporter would stand: what was announced stands until its end.
    expect(await truckLane(db, during)).toMatchObject({ value: "closed", basis: "announced" });
    expect(await truckLane(db, over)).toMatchObject({ value: "unknown", announced: "unknown" });
    for (const now of [begins, during, over]) await passCrossingTime(db, "torkham", now);
    const { changes } = await listLatestChanges(context(db, null, over), {
      slug: "torkham",
      limit: 9,
      at: null,
      before: null,
    });
    const lines = changes.flatMap(({ at, details }) =>
      details.flatMap((d) => (d.kind === "lane" && d.lane === LANES[0] ? [[at, d.to]] : [])),
    );
    expect(lines).toEqual([
      [over, "unknown"],
      [begins, "closed"],
    ]);
    const kinds = changes.flatMap(({ details }) => details.map(({ kind }) => kind));
    expect(kinds).not.toContain("freshness");
  });

  test("opening hours announce open within and closed outside, and open no lane that nobody saw", async ({
    loaded: { db },
  }) => {
    const desk = await addAccount(db, "verifier");
    const reporter = await addAccount(db, "reporter", { trusted: true });
    await enterAnnouncement(context(db, desk), hours());
    const noon = "2026-11-23T07:00:00.000Z";
    expect(await truckLane(db, noon)).toMatchObject({ value: "unknown", announced: "open" });
    await submitReport(
      context(db, reporter, noon),
      closedReport(randomUUID(), {
        observedAt: noon,
        claims: [{ kind: "state", lanes: LANES, value: "open" }],
      }),
    );
    expect(await truckLane(db, noon)).toMatchObject({ value: "open", basis: "observed" });
    const night = "2026-11-23T13:00:00.000Z";
    const morning = "2026-11-24T03:00:00.000Z";
    expect(await truckLane(db, night)).toMatchObject({ value: "closed", basis: "announced" });
    expect(await truckLane(db, addMs(morning, -1))).toMatchObject({ value: "closed" });
    expect(await truckLane(db, morning)).toMatchObject({ value: "unknown", announced: "open" });
  });

  test("a holiday closes the day on which there would be hours, whichever was announced first", async ({
    loaded: { db },
  }) => {
    const desk = await addAccount(db, "verifier");
    await enterAnnouncement(context(db, desk, addMs(NOW, 1_000)), hours());
    await enterAnnouncement(context(db, desk), holiday());
    // Noon of the day before, of the holiday, and of the day after.
    const noons = [24, 25, 26].map((day) => `2026-11-${day}T07:00:00.000Z`);
    const announced = async (at: Instant) => (await truckLane(db, at)).announced;
    expect(await Promise.all(noons.map(announced))).toEqual(["open", "closed", "open"]);
    const later = addMs(NOW, 2_000);
    const eve = { startsAt: "2026-11-26T00:00:00+05:00", endsAt: "2026-11-27T00:00:00+05:00" };
    await enterAnnouncement(
      context(db, desk, later),
      holiday({ ...eve, title: "Eid, second day" }),
    );
    expect(await Promise.all(noons.map(announced))).toEqual(["open", "closed", "closed"]);
    expect(await announced("2026-11-26T19:00:00.000Z")).toBe("closed");
    expect(await announced("2026-11-27T03:00:00.000Z")).toBe("open");
  });

  test("hours announced later take the place of earlier ones while they last, and then give it back", async ({
    loaded: { db },
  }) => {
    const desk = await addAccount(db, "verifier");
    await enterAnnouncement(context(db, desk), hours());
    const fasting = hours({
      title: "Ramadan",
      startsAt: "2026-11-23T10:00:00+05:00",
      endsAt: "2026-11-23T15:00:00+05:00",
      rrule: "FREQ=DAILY;COUNT=3",
    });
    await enterAnnouncement(context(db, desk, addMs(NOW, 1_000)), fasting);
    const announced = async (local: string) =>
      (await truckLane(db, new Date(`2026-11-${local}:00+05:00`).toISOString())).announced;
    const days = ["24T09:00", "24T12:00", "24T16:00", "25T16:00", "26T09:00"];
    expect(await Promise.all(days.map(announced))).toEqual([
      "closed",
      "open",
      "closed",
      "open",
      "open",
    ]);
  });

  test("its occurrences are made once, however many make them, and a day more each day", async ({
    loaded: { db },
  }) => {
    const desk = await addAccount(db, "verifier");
    const input = hours();
    const sent = Array.from({ length: 5 }, () => enterAnnouncement(context(db, desk), input));
    expect(await Promise.all(sent)).toEqual(sent.map(() => ({ id: input.id })));
    expect(await madeReports(db)).toHaveLength(14);
    expect(await makeAllOccurrences(db, NOW)).toBe(0);
    const later = addMs(NOW, DAY_MS);
    const twice = [makeAllOccurrences(db, later), makeAllOccurrences(db, later)];
    expect((await Promise.all(twice)).sort()).toEqual([0, 1]);
    expect(await madeReports(db)).toHaveLength(15);
    const first = occurrenceReportId(input.id, "2026-11-23T03:00:00.000Z");
    expect((await madeReports(db)).map((row) => row.report_id)).toContain(first);
  });

  test("withdrawn, it is over at once: what was past stays, what was to come is retracted", async ({
    loaded: { db },
  }) => {
    const desk = await addAccount(db, "verifier");
    const { id } = await enterAnnouncement(context(db, desk), hours());
    const now = "2026-11-24T20:00:00.000Z";
    expect(await truckLane(db, now)).toMatchObject({ value: "closed", announced: "closed" });
    await withdrawAnnouncement(context(db, desk, now), { id });
    await withdrawAnnouncement(context(db, desk, addMs(now, 1)), { id });
    expect(await truckLane(db, now)).toMatchObject({ value: "unknown", announced: "unknown" });
    const states = (await madeReports(db)).map((row) => row.state);
    expect(states.filter((state) => state === "published")).toHaveLength(1);
    expect(states.filter((state) => state === "retracted")).toHaveLength(13);
    expect(await makeAllOccurrences(db, addMs(now, 5 * DAY_MS))).toBe(0);
    expect(
      (await listUpcoming(context(db, null, now), { slug: "torkham", at: null })).announcements,
    ).toEqual([]);
    const { announcements } = await listAnnouncements(context(db, desk, now));
    expect(announcements).toMatchObject([{ id, withdrawnAt: now, next: null }]);
    const audit = await db.execute(sql`select action from audit_events order by at`);
    expect(audit.map(({ action }) => action)).toEqual([
      "announcement.enter",
      "announcement.withdraw",
    ]);
  });

  test("the public reads what is announced, soonest first, without who entered it", async ({
    loaded: { db },
  }) => {
    const desk = await addAccount(db, "verifier");
    await enterAnnouncement(context(db, desk), holiday());
    await enterAnnouncement(context(db, desk), hours());
    const { announcements } = await listUpcoming(context(db, null), { slug: "torkham", at: null });
    expect(announcements).toMatchObject([
      { title: "Winter hours", startsAt: "2026-11-23T03:00:00.000Z", isRepeating: true },
      { title: "Eid", startsAt: "2026-11-24T19:00:00.000Z", isRepeating: false },
    ]);
    expect(JSON.stringify(announcements)).not.toContain(desk.accountId);
    const before = await listUpcoming(context(db, null), { slug: "torkham", at: addMs(NOW, -1) });
    expect(before.announcements).toEqual([]);
  });

  test("they can be left out of the list of reports, which they would bury", async ({
    loaded: { db },
  }) => {
    const desk = await addAccount(db, "verifier");
    const reporter = await addAccount(db, "reporter", { trusted: true });
    const seen = await submitReport(context(db, reporter), closedReport());
    await enterAnnouncement(context(db, desk), hours());
    const list = async (isAnnouncedLeftOut: boolean) => {
      const page = { slug: "torkham", before: null, limit: 50, at: null, isAnnouncedLeftOut };
      return (await listPublicReports(context(db, null), page)).reports.map(({ id }) => id);
    };
    expect(await list(true)).toEqual([seen.id]);
    expect(await list(false)).toHaveLength(15);
  });

  test("each thing that does not fit is refused by its field", async ({ loaded: { db } }) => {
    const desk = await addAccount(db, "verifier");
    const refused = (input: AnnouncementInput) =>
      enterAnnouncement(context(db, desk), input).then(
        () => "entered",
        (error) => error.details?.fields?.map((field: { path: string }) => field.path) ?? error,
      );
    expect(await refused(holiday({ party: "IR" }))).toEqual(["party"]);
    expect(await refused(holiday({ lanes: ["PK-AF/rail"] }))).toEqual(["lanes"]);
    expect(await refused(holiday({ endsAt: "2026-11-24T00:00:00+05:00" }))).toEqual(["endsAt"]);
    expect(
      await refused(holiday({ startsAt: "2030-01-01T00:00:00Z", endsAt: "2030-01-02T00:00:00Z" })),
    ).toEqual(["startsAt"]);
    expect(await refused(hours({ rrule: null }))).toEqual(["rrule"]);
    expect(await refused(hours({ value: "closed" }))).toEqual(["value"]);
    expect(await refused(hours({ rrule: "FREQ=HOURLY" }))).toEqual(["rrule"]);
    expect(await refused(hours({ rrule: "FREQ=WEEKLY;BYDAY=FR" }))).toEqual(["rrule"]);
    expect(await refused(hours({ rrule: "FREQ=DAILY;UNTIL=20261120" }))).toEqual(["rrule"]);
    const input = holiday();
    await enterAnnouncement(context(db, desk), input);
    await expect(
      enterAnnouncement(context(db, desk), { ...input, title: "Else" }),
    ).rejects.toMatchObject({ code: "conflict" });
  });

  test("only the desk enters, lists and withdraws", async ({ loaded: { db } }) => {
    const desk = await addAccount(db, "verifier");
    const { id } = await enterAnnouncement(context(db, desk), holiday());
    const others = [null, await addAccount(db, "reporter"), await addAccount(db, "firm")];
    for (const actor of others) {
      const code = actor === null ? "unauthenticated" : "forbidden";
      const ctx = context(db, actor);
      await expect(enterAnnouncement(ctx, holiday())).rejects.toMatchObject({ code });
      await expect(withdrawAnnouncement(ctx, { id })).rejects.toMatchObject({ code });
      await expect(listAnnouncements(ctx)).rejects.toMatchObject({ code });
    }
    await expect(
      withdrawAnnouncement(context(db, desk), { id: randomUUID() }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});
