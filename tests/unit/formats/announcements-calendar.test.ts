import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import { type Announcement, occurrencesBetween } from "#server/domain/announcement.ts";
import type { Instant } from "#server/domain/time.ts";
import { writeClosuresIcs } from "#server/formats/closures-ics.ts";
import { closureFixture, INFO, torkham } from "./fixtures.ts";

/* Announcements as an independent reader (ical.js) understands them. */

const ID = "01939a3c-0000-7000-8000-000000000001";

const announcement = (over: Partial<Announcement> & { withdrawnAt?: Instant } = {}) => ({
  withdrawnAt: null,
  id: ID,
  crossingId: "torkham",
  kind: "holiday" as const,
  title: "Eid; first day, all of it",
  party: "PK",
  lanes: ["PK-AF/truck", "AF-PK/truck"],
  value: "closed" as const,
  startsAt: "2025-11-24T19:00:00.000Z",
  endsAt: "2025-11-25T19:00:00.000Z",
  rrule: null,
  zone: "Asia/Karachi",
  madeAt: "2025-10-10T00:00:00.000Z",
  ...over,
});

const write = (...all: readonly ReturnType<typeof announcement>[]) =>
  writeClosuresIcs(
    [{ closure: closureFixture(), crossing: torkham }],
    all.map((one) => ({ announcement: one, crossing: torkham })),
    INFO,
  );

function readAnnounced(text: string): ICAL.Event[] {
  const calendar = new ICAL.Component(ICAL.parse(text));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  }
  return calendar
    .getAllSubcomponents("vevent")
    .map((event) => new ICAL.Event(event))
    .filter(({ uid }) => uid.startsWith("announcement-"));
}

const instant = (time: ICAL.Time) => time.toJSDate().toISOString();

/** What the reader makes of a rule, up to so many. */
function occurrences(event: ICAL.Event, many: number): string[] {
  const iterator = event.iterator();
  const found: string[] = [];
  for (let next = iterator.next(); next && found.length < many; next = iterator.next()) {
    const { startDate, endDate } = event.getOccurrenceDetails(next);
    found.push(`${instant(startDate)}/${instant(endDate)}`);
  }
  return found;
}

describe("announcements in the calendar", () => {
  test("stand beside closures, tentative, under an id of their own", () => {
    const [event] = readAnnounced(write(announcement()));
    expect(event?.uid).toBe(`announcement-${ID}@gatewatch.example`);
    expect(event?.component.getFirstPropertyValue("status")).toBe("TENTATIVE");
    expect(event?.summary).toBe("Torkham announced closed: Eid; first day, all of it");
    expect(event && instant(event.startDate)).toBe("2025-11-24T19:00:00.000Z");
    expect(event && instant(event.endDate)).toBe("2025-11-25T19:00:00.000Z");
    expect(event?.description).toBe(
      "Holiday: Eid; first day, all of it.\nAnnounced by the authorities of Pakistan; said, not seen.\n" +
        "closed for trucks both ways.",
    );
  });

  test("withdrawn they are cancelled under the same id, with a higher sequence", () => {
    const [before] = readAnnounced(write(announcement()));
    const [after] = readAnnounced(write(announcement({ withdrawnAt: "2025-10-12T00:00:00.000Z" })));
    expect(after?.uid).toBe(before?.uid);
    expect(after?.sequence).toBeGreaterThan(before?.sequence ?? Number.NaN);
    expect(after?.component.getFirstPropertyValue("status")).toBe("CANCELLED");
  });

  const hours = {
    kind: "hours" as const,
    value: "open" as const,
    startsAt: "2025-10-13T03:00:00.000Z",
    endsAt: "2025-10-13T13:00:00.000Z",
  };
  test.each([
    ["every day", { ...hours, rrule: "FREQ=DAILY" }],
    [
      "on working days up to a day",
      { ...hours, rrule: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,SA;UNTIL=20251031" },
    ],
    ["up to a time of its own clocks", { ...hours, rrule: "FREQ=DAILY;UNTIL=20251020T080000" }],
    ["so many times", { ...hours, rrule: "FREQ=WEEKLY;COUNT=4" }],
    ["each year", { rrule: "FREQ=YEARLY" }],
    [
      "by clocks that summer time moves",
      { ...hours, zone: "Europe/Istanbul", rrule: "FREQ=DAILY" },
    ],
    [
      "by clocks that change in the autumn",
      {
        ...hours,
        zone: "Europe/Athens",
        startsAt: "2025-10-13T05:00:00.000Z",
        rrule: "FREQ=DAILY",
      },
    ],
  ])("they repeat %s as Gatewatch reads the rule", (_name, over) => {
    const one = announcement(over);
    const { kind: _kind, ...schedule } = one;
    const [event] = readAnnounced(write(one));
    const END = "2027-12-31T00:00:00.000Z";
    const ours = occurrencesBetween(schedule, {
      from: one.startsAt,
      to: END,
    })
      .slice(0, 40)
      .map(({ startsAt, endsAt }) => `${startsAt}/${endsAt}`);
    expect(ours.length).toBeGreaterThan(1);
    const read = event === undefined ? [] : occurrences(event, 41);
    expect(read.filter((span) => span < END).slice(0, 40)).toEqual(ours);
  });
});
