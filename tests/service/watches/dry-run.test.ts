import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test as plainTest } from "vitest";
import { DAY_MS, fromMs, HOUR_MS, msBetween, toMs } from "#server/domain/time.ts";
import { importRecord } from "#server/services/record/import-record.ts";
import { readRecordFiles } from "#server/services/record/read-files.ts";
import { DryRunInput, dryRunWatch } from "#server/services/watches/dry-run.ts";
import { openOwnDatabase } from "../../support/database.ts";
import { NOW } from "../../support/reports.ts";
import { addFirm, addMember, asDispatcher, type Firm } from "./builders.ts";

const DATA = new URL("../../../data", import.meta.url).pathname;
const OCTOBER = { from: "2025-09-30T19:00:00.000Z", to: "2025-10-31T20:00:00.000Z" };

/**
 * Every opening of Torkham or Chaman that the record (data/closures.json) has in October 2025, in whatever part, in UTC;
 * the last two are 1 November by the clocks of Pakistan.
 */
const REOPENINGS = [
  { at: "2025-10-13T10:00:00.000Z", crossing: "chaman-spin-boldak", what: "returnees" },
  { at: "2025-10-19T19:00:00.000Z", crossing: "chaman-spin-boldak", what: "empty_trucks" },
  { at: "2025-10-19T19:00:00.000Z", crossing: "chaman-spin-boldak", what: "PK-AF/truck" },
  { at: "2025-10-19T19:00:00.000Z", crossing: "chaman-spin-boldak", what: "AF-PK/truck" },
  { at: "2025-10-31T19:00:00.000Z", crossing: "torkham", what: "returnees" },
  { at: "2025-10-31T19:00:00.000Z", crossing: "chaman-spin-boldak", what: "returnees" },
];

let database: Awaited<ReturnType<typeof openOwnDatabase>>;
let firm: Firm;
beforeAll(async () => {
  database = await openOwnDatabase();
  await importRecord(database.db, await readRecordFiles(DATA), NOW);
  firm = await addFirm(database.db);
}, 120_000);
afterAll(() => database.drop());

const ask = (over: object = {}) => {
  const input = DryRunInput.parse({
    subject: { kind: "corridor", corridor: firm.corridorId },
    rule: {
      kind: "state",
      on: [
        "closed",
        "restricted",
        "opened",
        "first_movement",
        "announced_reopening",
        "exception_opened",
      ],
      direction: null,
      mode: null,
    },
    ...over,
  });
  return dryRunWatch(asDispatcher(firm, database.db), input);
};

describe("October 2025 on the real record", () => {
  const reopeningsOf = ({ messages }: Awaited<ReturnType<typeof ask>>) =>
    messages.flatMap(({ items }) =>
      items.flatMap(({ crossing: { id: crossing }, observedAt: at, word }) => {
        if (word.kind === "exception") return [{ at, crossing, what: word.class }];
        const opens = word.kind === "lane" && word.event !== "closed";
        return opens ? [{ at, crossing, what: word.lane }] : [];
      }),
    );
  const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

  plainTest("watches of Torkham and Chaman tell little, and miss no reopening", async () => {
    const runs = await Promise.all(
      ["torkham", "chaman-spin-boldak"].map((crossing) =>
        ask({ ...OCTOBER, subject: { kind: "crossing", crossing } }),
      ),
    );
    for (const { total, notCovered } of runs) {
      expect(notCovered).toEqual([]);
      expect(total).toBeLessThanOrEqual(12);
    }
    expect(runs.flatMap(reopeningsOf).sort(byText)).toEqual([...REOPENINGS].sort(byText));
  });

  plainTest(
    "a Torkham–Chaman firm gets few messages, and none of its lane is missing",
    async () => {
      const run = await ask(OCTOBER);
      expect(run.total).toBeLessThanOrEqual(12);
      const ofTrucks = REOPENINGS.filter(({ what }) => /^(empty_trucks|PK-AF.truck)$/.test(what));
      expect(reopeningsOf(run).sort(byText)).toEqual([...ofTrucks].sort(byText));
    },
  );

  plainTest("both gates that shut for one cause are one message", async () => {
    const { messages } = await ask(OCTOBER);
    const [first] = messages;
    expect(first?.at).toBe("2025-10-11T19:05:00.000Z");
    expect(new Set(first?.items.map(({ crossing }) => crossing.id)).size).toBe(2);
    expect(first?.headline).toMatch(/^(Torkham|Chaman).*Closed: .*, and 1 more$/);
  });

  plainTest("is told in the firm's language, in a digest, and below the cap", async () => {
    const timing = { digestHour: 7, quiet: null, gatherMinutes: 5, dampMinutes: 30, capPerHour: 1 };
    const { messages } = await ask({ timing, locale: "ur" });
    expect(messages.length).toBeGreaterThan(0);
    // Seven in Karachi.
    for (const { at } of messages) expect(at.slice(11, 16)).toBe("02:00");
    expect(messages[0]?.headline).toMatch(/بند/);
    for (const [i, { at }] of messages.entries()) {
      const next = messages[i + 1];
      if (next !== undefined) expect(msBetween(at, next.at)).toBeGreaterThanOrEqual(HOUR_MS);
    }
  });

  plainTest("levels come from the rules of today", async () => {
    const { messages } = await ask({ rule: { kind: "level", atLeast: 3 }, ...OCTOBER });
    const words = messages.flatMap(({ items }) => items.map(({ word }) => word));
    expect(words.length).toBeGreaterThan(0);
    expect(words.every(({ kind }) => kind === "level")).toBe(true);
  });

  plainTest("figures and lasting closures are told too", async () => {
    const figure = {
      kind: "figure",
      metric: "trucks_stranded",
      side: null,
      above: 3_000,
      clearBelow: 500,
    };
    const trucks = await ask({ rule: figure });
    expect(trucks.messages.map(({ headline }) => headline)).toEqual([
      // More than 3,000 had been said to wait before the period.
      "Torkham: Trucks stranded: 107: 500 or fewer again",
      "Torkham: Trucks stranded: 4,000–5,000: at least 3,000",
    ]);
    const rule = { kind: "closure_longer", hours: 240, direction: null, mode: "pedestrian" };
    const { messages } = await ask({ rule });
    expect(messages[0]?.at).toBe(fromMs(toMs("2025-10-21T19:05:00.000Z")));
  });

  plainTest("a period the wrong way round, or another firm's corridor, is refused", async () => {
    const upsideDown = { from: OCTOBER.to, to: OCTOBER.from };
    await expect(ask(upsideDown)).rejects.toThrow(/turn them round/);
    const other = await addFirm(database.db);
    await expect(
      ask({ subject: { kind: "corridor", corridor: other.corridorId } }),
    ).rejects.toThrow(/no corridor/);
    const [row] = await database.db.execute(sql`select count(*)::int as n from notices`);
    expect(row?.n).toBe(0);
  });

  plainTest("whoever could not save a watch is refused before anything is worked out", async () => {
    const viewer = await addMember(database.db, firm.firmId, "viewer");
    const input = DryRunInput.parse({
      subject: { kind: "country", country: "AF" },
      rule: { kind: "level", atLeast: 3 },
    });
    const ctx = { ...asDispatcher(firm, database.db), actor: viewer };
    await expect(dryRunWatch(ctx, input)).rejects.toThrow(/may not change watches/);
  });
});

/** The share of a call's time in which it let nobody else in, at the longest. */
async function longestHold(work: () => Promise<unknown>): Promise<number> {
  let isOver = false;
  let longest = 0;
  const begun = performance.now();
  let last = begun;
  const look = () => {
    const at = performance.now();
    longest = Math.max(longest, at - last);
    last = at;
    if (!isOver) setImmediate(look);
  };
  setImmediate(look);
  await work();
  isOver = true;
  await new Promise((over) => setImmediate(over));
  return longest / (performance.now() - begun);
}

describe("a rule for a whole country", () => {
  plainTest("lets others in while its levels are worked out", async () => {
    const country = { subject: { kind: "country", country: "AF" } };
    const rule = { kind: "level", atLeast: 3 };
    expect(await longestHold(() => ask({ ...country, rule }))).toBeLessThan(0.4);
  });

  plainTest("tries the newest of very many changes, and says so", async () => {
    const details = JSON.stringify([{ kind: "level", from: 1, to: 3 }]);
    const period = { from: "2018-05-01T00:00:00.000Z", to: "2018-12-31T00:00:00.000Z" };
    await database.db.execute(sql`
      insert into changes (id, crossing_id, sequence, at, observed_at, details)
      select gen_random_uuid(), 'kharlachi', 100000 + i, '2018-06-01T00:00:00Z'::timestamptz + i * interval '1 minute',
        '2018-06-01T00:00:00Z'::timestamptz + i * interval '1 minute', ${details}::jsonb
      from generate_series(1, 5001) as i`);
    const subject = { kind: "crossing", crossing: "kharlachi" };
    const { notCovered } = await ask({ subject, ...period });
    expect(notCovered).toEqual(["changes"]);
  });

  plainTest("counts the most that any 24 hours would have", async () => {
    const subject = { kind: "country", country: "AF" };
    const timing = {
      digestHour: null,
      quiet: null,
      gatherMinutes: 0,
      dampMinutes: 0,
      capPerHour: 60,
    };
    const { messages, total, mostInADay } = await ask({ subject, timing });
    expect(messages).toHaveLength(total);
    const counts = messages.map(
      ({ at }) => messages.filter((m) => m.at <= at && msBetween(m.at, at) < DAY_MS).length,
    );
    expect(mostInADay).toBe(Math.max(...counts));
  });
});
