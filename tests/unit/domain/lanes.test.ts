/** Rules 5 to 8 by example, and the two tracks. */
import { describe, expect, test } from "vitest";
import type { StateClaim } from "#server/domain/claim.ts";
import { deriveStatus } from "#server/domain/derive-status.ts";
import { timeBound } from "#server/domain/parse-instant.ts";
import type { Known, PublishedReport } from "#server/domain/report.ts";
import type { Source } from "#server/domain/source.ts";
import { addMs, HOUR_MS, type Instant, instantBound } from "#server/domain/time.ts";
import { crossingFixture, PRESS, reportFixture, stateClaim } from "../../support/status-fixture.ts";

/** Reports are expected every six hours: a word counts for twelve. */
const crossing = crossingFixture("torkham");
const CUSTOMS: Source = { id: "customs", kind: "official", name: "Customs", party: "PK" };
const EIGHT = "2025-10-15T08:00:00.000Z";
const LATER = "2025-12-01T00:00:00.000Z";
const hours = (count: number): Instant => addMs(EIGHT, count * HOUR_MS);

const said = (
  value: StateClaim["value"],
  at: Instant,
  given: Partial<StateClaim> = {},
  source = PRESS,
) => reportFixture({ crossing, at, source, claims: [stateClaim(crossing, { value, ...given })] });

function laneAt(reports: readonly PublishedReport[], at: Instant, known: Known = "now", now = at) {
  const lane = deriveStatus({ crossing, reports, at, known, now }).lanes[0];
  if (lane === undefined) throw new Error("no lane");
  return lane;
}

describe("rule 5: how long a claim holds", () => {
  test("until the next claim about the lane, to the millisecond", () => {
    const reports = [said("open", EIGHT), said("closed", hours(2))];
    expect(laneAt(reports, addMs(hours(2), -1)).value).toBe("open");
    expect(laneAt(reports, hours(2)).value).toBe("closed");
  });

  test("or until its own end, whose last millisecond still counts", () => {
    const until = { kind: "until", bound: instantBound(hours(3)), basis: "planned" } as const;
    const reports = [said("closed", EIGHT, { hold: until })];
    expect(laneAt(reports, addMs(hours(3), -1)).value).toBe("closed");
    expect(laneAt(reports, hours(3))).toMatchObject({
      value: "unknown",
      lastSeen: { value: "closed" },
    });
  });

  test("one whose end is not known holds on its last documented day, and is unknown after it", () => {
    const bound = timeBound("2025-10-15", "day", "Asia/Karachi");
    const reports = [said("closed", EIGHT, { hold: { kind: "documented", bound } })];
    expect(laneAt(reports, addMs(bound.latestAt, -1), "now", LATER).value).toBe("closed");
    expect(laneAt(reports, bound.latestAt, "now", LATER).value).toBe("unknown");
  });

  test.each([{ kind: "documented" }, { kind: "until", basis: "planned" }] as const)(
    "a day with which it ends ($kind) is the day on which it was last seen, not the next",
    (hold) => {
      const bound = timeBound("2025-10-15", "day", "Asia/Karachi");
      const reports = [said("closed", EIGHT, { hold: { ...hold, bound } })];
      const onTheDay = { value: "closed", at: addMs(bound.latestAt, -1) };
      for (const at of [bound.latestAt, LATER]) {
        expect(laneAt(reports, at, "now", LATER)).toMatchObject({ lastSeen: onTheDay });
      }
      expect(laneAt(reports, LATER, "then")).toMatchObject({
        lastSeen: onTheDay,
        observed: { lastWordAt: onTheDay.at },
      });
    },
  );
});

describe("rule 6: what is too old is unknown, now and as known then", () => {
  test.each(["open", "restricted", "closed"] as const)(
    "a last word %s counts for two intervals",
    (value) => {
      const reports = [said(value, EIGHT)];
      for (const known of ["now", "then"] as const) {
        expect(laneAt(reports, hours(12), known).value).toBe(value);
        expect(laneAt(reports, addMs(hours(12), 1), known)).toMatchObject({
          value: "unknown",
          freshness: "stale",
          lastSeen: { value, at: EIGHT },
        });
      }
    },
  );
});

describe("rule 7: hindsight", () => {
  const reports = [said("open", EIGHT), said("closed", hours(100))];

  test("between two claims the earlier one holds, recorded once it is old", () => {
    expect(laneAt(reports, hours(12), "now", LATER)).toMatchObject({
      value: "open",
      recorded: false,
    });
    expect(laneAt(reports, hours(50), "now", LATER)).toMatchObject({
      value: "open",
      recorded: true,
    });
    expect(laneAt(reports, hours(50), "then", LATER)).toMatchObject({
      value: "unknown",
      recorded: false,
    });
  });

  test("after the last claim there is none", () => {
    expect(laneAt(reports, hours(113), "now", LATER)).toMatchObject({
      value: "unknown",
      recorded: false,
    });
  });
});

describe("rule 8: a partial opening inside a closure", () => {
  const during = { kind: "until", bound: instantBound(hours(4)), basis: "closed_again" } as const;
  const returnees = {
    class: "returnees",
    direction: "PK-AF",
    mode: "pedestrian",
    state: "open",
  } as const;
  const closed = said("closed", EIGHT);

  test("as an exception leaves the lanes closed and ends with its own end", () => {
    const reports = [
      closed,
      said("closed", hours(2), { hold: during, exceptions: [returnees] }, CUSTOMS),
    ];
    expect(laneAt(reports, hours(3))).toMatchObject({
      value: "closed",
      exceptions: [{ class: "returnees", state: "open" }],
    });
    expect(laneAt(reports, hours(4))).toMatchObject({ value: "closed", exceptions: [] });
    expect(laneAt(reports, hours(3)).since?.earliestAt).toBe(EIGHT);
  });

  test("for a mode opens it, and it falls back when that ends", () => {
    const reports = [closed, said("open", hours(2), { hold: during })];
    expect(laneAt(reports, hours(3)).value).toBe("open");
    expect(laneAt(reports, hours(4)).value).toBe("closed");
  });
});

describe("the two tracks", () => {
  const announced = { track: "announced" } as const;

  test("an announced opening opens nothing; the gap is shown", () => {
    expect(laneAt([said("open", EIGHT, announced, CUSTOMS)], EIGHT)).toMatchObject({
      value: "unknown",
      basis: "none",
      gap: true,
      announced: { value: "open" },
    });
    const contradicted = [said("closed", EIGHT), said("open", hours(1), announced, CUSTOMS)];
    expect(laneAt(contradicted, hours(2))).toMatchObject({
      value: "closed",
      basis: "observed",
      gap: true,
    });
  });

  test("a newer announced closing closes on paper, until somebody sees it open again", () => {
    const reports = [said("open", EIGHT), said("closed", hours(1), announced, CUSTOMS)];
    expect(laneAt(reports, hours(2))).toMatchObject({
      value: "closed",
      basis: "announced",
      gap: true,
    });
    expect(laneAt([...reports, said("open", hours(3))], hours(3))).toMatchObject({
      value: "open",
      basis: "observed",
    });
  });
});

describe("later corrections (rule 4)", () => {
  const wrong: PublishedReport = { ...said("open", EIGHT), withdrawnAt: hours(5) };
  const right: PublishedReport = {
    ...said("closed", EIGHT),
    id: "correction",
    receivedAt: hours(5),
    publishedAt: hours(5),
  };

  test("change today's view and leave the as-then view as it was", () => {
    expect(laneAt([wrong, right], hours(2), "then", LATER).value).toBe("open");
    expect(laneAt([wrong, right], addMs(hours(5), -1), "then", LATER).value).toBe("open");
    expect(laneAt([wrong, right], hours(5), "then", LATER).value).toBe("closed");
    expect(laneAt([wrong, right], hours(2), "now", LATER).value).toBe("closed");
  });
});

describe("no_change", () => {
  const nothingNew = (at: Instant, source = PRESS) =>
    reportFixture({ crossing, at, source, claims: [{ kind: "no_change" }] });

  test("renews the age of what its own source said", () => {
    expect(laneAt([said("open", EIGHT), nothingNew(hours(11))], hours(20))).toMatchObject({
      value: "open",
      since: { earliestAt: EIGHT },
      lastWordAt: hours(11),
    });
  });

  test("of another source renews nothing", () => {
    expect(laneAt([said("open", EIGHT), nothingNew(hours(11), CUSTOMS)], hours(20)).value).toBe(
      "unknown",
    );
  });
});

test("a lane that an announcement closed shows that word, however old the last sight of it is", () => {
  const seen = said("open", EIGHT);
  const announcement = said("closed", hours(40), { track: "announced" }, CUSTOMS);
  const at = hours(41);
  const status = deriveStatus({
    crossing,
    reports: [seen, announcement],
    at,
    known: "now",
    now: at,
  });
  expect(status).toMatchObject({ condition: "closed", freshness: "fresh" });
  expect(status.lanes[0]).toMatchObject({ basis: "announced", lastWordAt: hours(40) });
});
