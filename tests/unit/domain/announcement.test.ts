import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import {
  type Announcement,
  claimsOf,
  firstOccurrence,
  occurrencesBetween,
  occurrencesDue,
  type Schedule,
} from "#server/domain/announcement.ts";
import { addMs, DAY_MS, fromMs, HOUR_MS, toMs } from "#server/domain/time.ts";
import { wallInstant, wallTime } from "#server/domain/wall-time.ts";

const ZONES = [
  "Asia/Karachi",
  "Asia/Kabul",
  "Asia/Tehran",
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
];

const daily = (over: Partial<Schedule> = {}): Schedule => ({
  startsAt: "2026-11-23T03:00:00.000Z",
  endsAt: "2026-11-23T13:00:00.000Z",
  rrule: "FREQ=DAILY",
  zone: "Asia/Karachi",
  ...over,
});

const announcement = (over: Partial<Announcement> = {}): Announcement => ({
  id: "a",
  crossingId: "torkham",
  kind: "hours",
  title: "Winter hours",
  party: "PK",
  lanes: ["PK-AF/truck"],
  value: "open",
  madeAt: "2026-11-22T16:00:00.000Z",
  ...daily(),
  ...over,
});

const starts = (schedule: Schedule, from: string, to: string) =>
  occurrencesBetween(schedule, { from, to }).map(({ startsAt }) => startsAt);

describe("announcements", () => {
  test("one that does not repeat occurs once, while it lasts", () => {
    const once = daily({ rrule: null });
    const whole = { from: "2026-01-01T00:00:00.000Z", to: "2027-01-01T00:00:00.000Z" };
    expect(occurrencesBetween(once, whole)).toEqual([
      { startsAt: once.startsAt, endsAt: once.endsAt, nextStartsAt: null },
    ]);
    expect(starts(once, once.endsAt, whole.to)).toEqual([]);
    expect(starts(once, whole.from, once.startsAt)).toEqual([]);
    expect(starts(once, addMs(once.endsAt, -1), once.endsAt)).toHaveLength(1);
  });

  test("eight o'clock stays eight o'clock when summer time begins and ends", () => {
    const berlin = daily({
      startsAt: "2026-03-27T07:00:00.000Z",
      endsAt: "2026-03-27T17:00:00.000Z",
      zone: "Europe/Berlin",
    });
    expect(starts(berlin, "2026-03-27T00:00:00.000Z", "2026-03-31T00:00:00.000Z")).toEqual([
      "2026-03-27T07:00:00.000Z",
      "2026-03-28T07:00:00.000Z",
      "2026-03-29T06:00:00.000Z",
      "2026-03-30T06:00:00.000Z",
    ]);
    expect(starts(berlin, "2026-10-24T00:00:00.000Z", "2026-10-27T00:00:00.000Z")).toEqual([
      "2026-10-24T06:00:00.000Z",
      "2026-10-25T07:00:00.000Z",
      "2026-10-26T07:00:00.000Z",
    ]);
  });

  test("Iran's clocks went forward at midnight of 22 March 2022; its days have 23 and 24 hours", () => {
    const day = daily({
      startsAt: "2022-03-19T20:30:00.000Z",
      endsAt: "2022-03-20T20:30:00.000Z",
      zone: "Asia/Tehran",
    });
    const lengths = occurrencesBetween(day, {
      from: "2022-03-20T20:30:00.000Z",
      to: "2022-03-23T06:00:00.000Z",
    }).map(({ startsAt, endsAt }) => (toMs(endsAt) - toMs(startsAt)) / HOUR_MS);
    expect(lengths).toEqual([24, 23, 24]);
  });

  test("a time that summer time leaves out is read by the offset before it; of an hour shown twice the first counts", () => {
    const berlin = (day: string, hour: number) =>
      wallInstant(
        { day: Date.parse(`${day}T00:00Z`) / DAY_MS, ofDayMs: hour * HOUR_MS },
        "Europe/Berlin",
      );
    expect(berlin("2026-03-29", 2.5)).toBe("2026-03-29T01:30:00.000Z");
    expect(berlin("2026-10-25", 2.5)).toBe("2026-10-25T00:30:00.000Z");
  });

  test("a time on the wall and its instant belong to each other, in any zone", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.integer({ min: Date.UTC(2010, 0), max: Date.UTC(2035, 0) }),
        (zone, ms) => {
          const wall = wallTime(fromMs(ms), zone);
          expect(wall.ofDayMs).toBeGreaterThanOrEqual(0);
          expect(wall.ofDayMs).toBeLessThan(DAY_MS);
          const back = wallInstant(wall, zone);
          expect(wallTime(back, zone)).toEqual(wall);
          expect(toMs(back)).toBeLessThanOrEqual(ms);
        },
      ),
    );
  });

  test("occurrences are the same whoever asks for which span, in order, at the same time of day", () => {
    const rules = [
      "FREQ=DAILY",
      "FREQ=WEEKLY;BYDAY=MO,SA",
      "FREQ=MONTHLY;BYMONTHDAY=-1",
      "FREQ=DAILY;INTERVAL=3;COUNT=40",
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.constantFrom(...rules),
        fc.integer({ min: 0, max: 400 }),
        fc.integer({ min: 1, max: 60 }),
        (zone, rrule, afterDays, days) => {
          const schedule = daily({ zone, rrule });
          const from = addMs(schedule.startsAt, afterDays * DAY_MS);
          const span = { from, to: addMs(from, days * DAY_MS) };
          const asked = occurrencesBetween(schedule, span);
          const all = occurrencesBetween(schedule, { ...span, from: schedule.startsAt });
          expect(all.slice(all.length - asked.length)).toEqual(asked);
          const { ofDayMs } = wallTime(schedule.startsAt, zone);
          asked.forEach((one, i) => {
            expect(one.endsAt > from && one.startsAt < span.to).toBe(true);
            expect(wallTime(one.startsAt, zone).ofDayMs).toBe(ofDayMs);
            if (i > 0) expect(asked[i - 1]?.nextStartsAt).toBe(one.startsAt);
          });
        },
      ),
    );
  });

  test("the first is that of all, also of hours whose closed time reaches into the span", () => {
    const rules = ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,SA", "FREQ=MONTHLY", "FREQ=DAILY;COUNT=9"];
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.constantFrom(...rules),
        fc.constantFrom("hours" as const, "closure" as const),
        fc.integer({ min: -5 * 24, max: 200 * 24 }),
        (zone, rrule, kind, afterHours) => {
          const hours = { ...daily({ zone, rrule }), kind };
          const from = addMs(hours.startsAt, afterHours * HOUR_MS);
          const to = addMs(from, 40 * DAY_MS);
          // Seen from long before, none can have been left out.
          const early = { from: addMs(hours.startsAt, -9 * DAY_MS), to };
          const over = ({
            endsAt,
            nextStartsAt,
          }: {
            endsAt: string;
            nextStartsAt: string | null;
          }) => (kind === "hours" ? (nextStartsAt ?? endsAt) : endsAt);
          const all = occurrencesBetween(hours, early).filter((one) => over(one) > from);
          expect(occurrencesBetween(hours, { from, to })).toEqual(all);
          expect(firstOccurrence(hours, { from, to })).toEqual(all[0] ?? null);
        },
      ),
    );
  });

  test("a rule that has gone on for ten years costs no more than what is asked of it", () => {
    const asked = vi.spyOn(Intl.DateTimeFormat.prototype, "formatToParts");
    const from = "2036-12-01T00:00:00.000Z";
    try {
      expect(firstOccurrence(daily(), { from, to: addMs(from, 732 * DAY_MS) })).not.toBeNull();
      expect(asked.mock.calls.length).toBeLessThan(60);
      asked.mockClear();
      expect(occurrencesBetween(daily(), { from, to: addMs(from, 14 * DAY_MS) })).toHaveLength(14);
      expect(asked.mock.calls.length).toBeLessThan(250);
    } finally {
      asked.mockRestore();
    }
  });

  test("UNTIL ends it: by day, by local time and by instant", () => {
    const until = (text: string) =>
      starts(
        daily({ rrule: `FREQ=DAILY;UNTIL=${text}` }),
        "2026-11-23T00:00:00.000Z",
        "2026-12-23T00:00:00.000Z",
      ).length;
    expect(until("20261125")).toBe(3);
    expect(until("20261125T080000")).toBe(3);
    expect(until("20261125T075959")).toBe(2);
    expect(until("20261125T030000Z")).toBe(3);
    expect(until("20261125T025959Z")).toBe(2);
  });

  test("opening hours say open within and closed until the next; the last says nothing of after", () => {
    const hours = announcement({ rrule: "FREQ=DAILY;COUNT=2" });
    const [first, last] = occurrencesBetween(hours, {
      from: hours.startsAt,
      to: addMs(hours.startsAt, 9 * DAY_MS),
    }).map((one) =>
      claimsOf(hours, one).map(({ value, track, since, hold }) => [
        value,
        track,
        since?.earliestAt,
        hold.kind === "until" && hold.bound.latestAt,
      ]),
    );
    expect(first).toEqual([
      ["open", "announced", "2026-11-23T03:00:00.000Z", "2026-11-23T13:00:00.000Z"],
      ["closed", "announced", "2026-11-23T13:00:00.000Z", "2026-11-24T03:00:00.000Z"],
    ]);
    expect(last).toHaveLength(1);
  });

  test("what is due are two weeks, and the night that has begun", () => {
    const night = "2026-11-23T20:00:00.000Z";
    const due = occurrencesDue(announcement(), night);
    expect(due[0]?.startsAt).toBe("2026-11-23T03:00:00.000Z");
    expect(due.at(-1)?.startsAt).toBe("2026-12-07T03:00:00.000Z");
    expect(occurrencesDue(announcement({ kind: "closure" }), night)[0]?.startsAt).toBe(
      "2026-11-24T03:00:00.000Z",
    );
  });
});
