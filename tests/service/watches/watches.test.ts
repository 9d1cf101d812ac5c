import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { Logger, runOnce } from "graphile-worker";
import { describe, expect } from "vitest";
import { z } from "zod";
import type { Database } from "#server/db/client.ts";
import { selectRows } from "#server/db/rows.ts";
import { addMs, HOUR_MS, MINUTE_MS } from "#server/domain/time.ts";
import { watchTasks } from "#server/jobs/watch-tasks.ts";
import { submitReport } from "#server/services/reports/submit-report.ts";
import { endWatch } from "#server/services/watches/end-watch.ts";
import { judgeCrossing, judgeInside, judgeWatch } from "#server/services/watches/judge-watch.ts";
import { listWatches } from "#server/services/watches/list-watches.ts";
import { saveWatch } from "#server/services/watches/save-watch.ts";
import { writeWatch } from "#server/services/watches/write-watch.ts";
import { addAccount, closedReport, NOW, test } from "../../support/reports.ts";
import { addFirm, addMember, asDispatcher, wish } from "./builders.ts";

const NoticeRow = z.object({
  id: z.string(),
  type: z.string(),
  state: z.string(),
  endpoint_id: z.string().nullable(),
  data: z.looseObject({
    changeIds: z.array(z.string()),
    items: z.array(z.looseObject({ word: z.looseObject({ kind: z.string() }) })),
    board: z.array(z.looseObject({ value: z.string() })),
  }),
});

const readNotices = (database: Database) =>
  selectRows(
    database,
    NoticeRow,
    sql`select id, type, state, endpoint_id, data from notices order by created_at, id`,
  );

const readJobs = (database: Database) =>
  selectRows(
    database,
    z.object({ task: z.string(), key: z.string().nullable() }),
    sql`select task_identifier as task, key from graphile_worker.jobs order by key`,
  );

/** The state of Torkham's truck lanes, as somebody trusted saw it. */
async function report(database: Database, minute: number, value: "open" | "closed") {
  const actor = await addAccount(database, "reporter", { trusted: true });
  const at = addMs(NOW, minute * MINUTE_MS);
  const lanes = ["PK-AF/truck", "AF-PK/truck"];
  const claims = [{ kind: "state", lanes, value }];
  await submitReport(
    { actor, database, now: at },
    closedReport(randomUUID(), { observedAt: at, claims }),
  );
  return at;
}

const work = (database: Database, url: string, nowMs: () => number) =>
  runOnce({
    connectionString: url,
    taskList: watchTasks({ database, nowMs, authSecret: "secret" }),
    logger: new Logger(() => () => {}),
  });

describe("a watch", () => {
  test("tells what changed after it was made, once, by the job that the report left", async ({
    loaded: { db, url },
  }) => {
    const firm = await addFirm(db);
    await report(db, 0, "open");
    expect((await readJobs(db)).map(({ task }) => task)).not.toContain("judge_crossing");
    await saveWatch(asDispatcher(firm, db, addMs(NOW, MINUTE_MS)), wish());
    const at = await report(db, 10, "closed");
    expect((await readJobs(db)).map(({ key }) => key)).toContain("judge_crossing torkham");
    await work(db, url, () => Date.parse(at));
    const [notice, ...others] = await readNotices(db);
    expect(others).toEqual([]);
    expect(notice).toMatchObject({ type: "crossing.state.changed", state: "sent" });
    expect(notice?.data.items.map(({ word }) => word)).toEqual([
      { kind: "lane", event: "closed", lane: "PK-AF/truck", to: "closed" },
      { kind: "lane", event: "closed", lane: "AF-PK/truck", to: "closed" },
    ]);
    expect(notice?.data.changeIds).toHaveLength(1);
    expect(JSON.stringify(notice)).not.toContain("Real Name");
    await judgeCrossing(db, "torkham", at);
    expect(await readNotices(db)).toHaveLength(1);
  });

  test("is judged although another of its crossing cannot be", async ({ loaded: { db } }) => {
    const firm = await addFirm(db);
    await report(db, 0, "open");
    const inputs = Array.from({ length: 8 }, () => wish());
    for (const input of inputs) await saveWatch(asDispatcher(firm, db), input);
    const [bad] = inputs.map(({ id }) => id).sort();
    await db.execute(sql`update watches set timing = '{}' where id = ${bad}::uuid`);
    const at = await report(db, 10, "closed");
    await expect(judgeCrossing(db, "torkham", at)).rejects.toThrow(`watch ${bad} could not`);
    expect(await readNotices(db)).toHaveLength(7);
    await db.execute(sql`update watches set timing = ${JSON.stringify(inputs[0]?.timing)}::jsonb
      where id = ${bad}::uuid`);
    expect(await judgeCrossing(db, "torkham", at)).toBe(1);
    expect(await readNotices(db)).toHaveLength(8);
  });

  test("is found by its crossing, border, country or corridor, once", async ({
    loaded: { db },
  }) => {
    const firm = await addFirm(db);
    await report(db, 0, "open");
    const rule = { kind: "state", on: ["closed"], direction: null, mode: "truck" };
    for (const subject of [
      { kind: "crossing", crossing: "torkham" },
      { kind: "border", border: "AF-PK" },
      { kind: "country", country: "AF" },
      { kind: "country", country: "PK" },
      { kind: "country", country: "IR" },
      { kind: "corridor", corridor: firm.corridorId },
    ]) {
      await saveWatch(asDispatcher(firm, db), wish({ subject, rule }));
    }
    expect(await judgeCrossing(db, "torkham", await report(db, 10, "closed"))).toBe(5);
  });

  test("loses nothing and tells nothing twice when the process dies before its commit", async ({
    loaded: { db },
  }) => {
    const firm = await addFirm(db);
    await report(db, 0, "open");
    const { id } = await saveWatch(asDispatcher(firm, db), wish());
    const at = await report(db, 10, "closed");
    const dying = db.transaction(async (tx) => {
      expect(await judgeInside(tx, id, { database: db, now: at })).toBe(true);
      throw new Error("killed");
    });
    await expect(dying).rejects.toThrow("killed");
    expect(await readNotices(db)).toEqual([]);
    await Promise.all([judgeWatch(db, id, at), judgeWatch(db, id, at), judgeWatch(db, id, at)]);
    expect(await readNotices(db)).toHaveLength(1);
  });

  test("tells a first movement under its own type, and not what it was not asked for", async ({
    loaded: { db },
  }) => {
    const firm = await addFirm(db);
    await report(db, 0, "closed");
    const rule = { kind: "state", on: ["first_movement"], direction: "PK-AF", mode: "truck" };
    const { id } = await saveWatch(asDispatcher(firm, db), wish({ rule }));
    expect(await judgeWatch(db, id, await report(db, 10, "open"))).toBe(true);
    expect(await judgeWatch(db, id, await report(db, 20, "closed"))).toBe(false);
    expect((await readNotices(db)).map(({ type }) => type)).toEqual(["crossing.movement.seen"]);
  });

  test("of a corridor says how its other gates stand", async ({ loaded: { db } }) => {
    const firm = await addFirm(db);
    await report(db, 0, "open");
    const subject = { kind: "corridor", corridor: firm.corridorId };
    const rule = { kind: "state", on: ["closed"], direction: "PK-AF", mode: "truck" };
    await saveWatch(asDispatcher(firm, db), wish({ subject, rule }));
    await judgeCrossing(db, "torkham", await report(db, 10, "closed"));
    const [notice] = await readNotices(db);
    expect(notice?.data.board).toMatchObject([
      { crossing: { id: "torkham" }, value: "closed" },
      { crossing: { id: "chaman-spin-boldak" }, value: "unknown" },
    ]);
  });

  test("of a corridor tells of the corridor's lane where its rule leaves that open", async ({
    loaded: { db },
  }) => {
    const firm = await addFirm(db);
    const rule = { kind: "state", on: ["closed"], direction: null, mode: null };
    const subject = { kind: "corridor", corridor: firm.corridorId };
    const input = wish({ subject, rule });
    await saveWatch(asDispatcher(firm, db), input);
    await saveWatch(asDispatcher(firm, db), wish({ rule }));
    expect(await judgeCrossing(db, "torkham", await report(db, 10, "closed"))).toBe(2);
    const told = (await readNotices(db)).map(({ data }) => data.items.map(({ word }) => word.lane));
    expect(told).toContainEqual(["PK-AF/truck"]);
    expect(told).toContainEqual(["PK-AF/truck", "AF-PK/truck"]);
    const boards = (await readNotices(db)).map(({ data }) => data.board.map(({ value }) => value));
    expect(boards).toContainEqual(["closed", "unknown"]);
  });

  test("hears of a silence and of a closure that lasts when their time comes", async ({
    loaded: { db },
  }) => {
    const firm = await addFirm(db);
    await report(db, 0, "closed");
    const lanes = { direction: null, mode: "truck" };
    const lasting = wish({ rule: { kind: "closure_longer", hours: 48, ...lanes } });
    const silent = wish({ rule: { kind: "silence", hours: 24 } });
    await saveWatch(asDispatcher(firm, db), lasting);
    await saveWatch(asDispatcher(firm, db), silent);
    const keys = (await readJobs(db)).map(({ key }) => key);
    expect(keys).toEqual(
      expect.arrayContaining([`wake_watch ${lasting.id}`, `wake_watch ${silent.id}`]),
    );
    const later = (hours: number) => addMs(NOW, hours * HOUR_MS);
    expect(await judgeWatch(db, silent.id, later(23))).toBe(false);
    expect(await judgeWatch(db, silent.id, later(25))).toBe(true);
    expect(await judgeWatch(db, lasting.id, later(47))).toBe(false);
    expect(await judgeWatch(db, lasting.id, later(49))).toBe(true);
    expect(await judgeWatch(db, lasting.id, later(60))).toBe(false);
    const types = (await readNotices(db)).map(({ type }) => type);
    expect(types).toEqual(["crossing.silent", "crossing.closure.long"]);
  });

  test("goes on when its name changes, and begins anew with another rule", async ({
    loaded: { db },
  }) => {
    const firm = await addFirm(db);
    await report(db, 0, "open");
    const input = wish();
    await saveWatch(asDispatcher(firm, db), input);
    const at = await report(db, 10, "closed");
    await saveWatch(asDispatcher(firm, db, at), { ...input, name: "Gate" });
    expect(await readNotices(db)).toHaveLength(1);
    const after = await report(db, 20, "open");
    const rule = { kind: "level", atLeast: 1 };
    await saveWatch(asDispatcher(firm, db, after), wish({ ...input, rule }));
    expect(await readNotices(db)).toHaveLength(1);
    await endWatch(asDispatcher(firm, db, after), { id: input.id });
    await endWatch(asDispatcher(firm, db, after), { id: input.id });
    expect(await judgeCrossing(db, "torkham", await report(db, 30, "closed"))).toBe(0);
    expect((await listWatches(asDispatcher(firm, db, after))).watches).toEqual([]);
  });
});

describe("who may watch", () => {
  test("dispatchers and owners of a firm, each their own firm's", async ({ loaded: { db } }) => {
    const [firm, other] = [await addFirm(db), await addFirm(db)];
    const viewer = await addMember(db, firm.firmId, "viewer");
    const input = wish();
    const ctx = asDispatcher(firm, db);
    await expect(saveWatch({ ...ctx, actor: null }, input)).rejects.toThrow("Sign in");
    await expect(saveWatch({ ...ctx, actor: viewer }, input)).rejects.toThrow(/viewer/);
    const loner = await addAccount(db, "firm");
    await expect(saveWatch({ ...ctx, actor: loner }, input)).rejects.toThrow(/no firm yet/);
    await saveWatch(ctx, input);
    await saveWatch(ctx, input);
    const theirs = asDispatcher(other, db);
    await expect(saveWatch(theirs, input)).rejects.toThrow(/another watch/);
    await expect(endWatch(theirs, { id: input.id })).rejects.toThrow(/no watch/);
    expect((await listWatches(theirs)).watches).toEqual([]);
    const { watches } = await listWatches({ ...ctx, actor: viewer });
    expect(watches.map(({ id, told, toldAt }) => ({ id, told, toldAt }))).toEqual([
      { id: input.id, told: 0, toldAt: null },
    ]);
  });

  test("of a firm is overwritten by nobody else, also when both find no such id before", async ({
    loaded: { db },
  }) => {
    const [firm, other] = [await addFirm(db), await addFirm(db)];
    const input = wish();
    const write = (firmId: string | null, more: object = {}) =>
      db.transaction((tx) => writeWatch(tx, { ...input, ...more, firmId }, NOW));
    await write(firm.firmId);
    await expect(write(other.firmId, { name: "Theirs" })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(write(null)).rejects.toMatchObject({ code: "conflict" });
    await write(firm.firmId, { name: "Renamed" });
    const { watches } = await listWatches(asDispatcher(firm, db));
    expect(watches.map(({ name }) => name)).toEqual(["Renamed"]);
  });

  test("are two hundred a firm at most", async ({ loaded: { db } }) => {
    const firm = await addFirm(db);
    const ctx = asDispatcher(firm, db);
    const input = wish();
    await saveWatch(ctx, input);
    await db.execute(sql`
      insert into watches (id, firm_id, name, subject_kind, crossing_id, rule, timing, channel)
      select gen_random_uuid(), firm_id, name, subject_kind, crossing_id, rule, timing, channel
      from watches, generate_series(1, 199)`);
    await expect(saveWatch(ctx, wish())).rejects.toThrow(/at most 200/);
    await saveWatch(ctx, { ...input, name: "Renamed" });
  });

  test("is told when a watch could never fire, or mails a stranger", async ({ loaded: { db } }) => {
    const [firm, other] = [await addFirm(db), await addFirm(db)];
    const ctx = asDispatcher(firm, db);
    const refused = (over: object) => expect(saveWatch(ctx, wish(over))).rejects;
    const never = { kind: "state", on: ["closed"], direction: "PK-IR", mode: null };
    await refused({ rule: never }).toThrow(/never fire/);
    await refused({ rule: { kind: "level", atLeast: 0 } }).toThrow(/always/);
    const stranger = { kind: "email", email: "stranger@example.org" };
    await refused({ channel: stranger }).toThrow(/no member/);
    await refused({ channel: { kind: "webhook", endpoint: randomUUID() } }).toThrow(/no webhook/);
    await refused({ subject: { kind: "corridor", corridor: other.corridorId } }).toThrow(
      /no corridor/,
    );
    await refused({ subject: { kind: "country", country: "FR" } }).toThrow(/no crossing/);
    const email = `${firm.dispatcher.accountId}@example.org`;
    await saveWatch(ctx, wish({ channel: { kind: "email", email } }));
  });
});
