/**
 * What a rule would have sent over a past period, by the functions that send: each change is told as if it had come
 * when it was seen, because much of the record was only loaded later.
 */
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "#server/db/client.ts";
import { jsonParam, selectRows } from "#server/db/rows.ts";
import type { Change } from "#server/domain/change.ts";
import type { Crossing, CrossingId } from "#server/domain/crossing.ts";
import { deriveReplay } from "#server/domain/derive-replay.ts";
import { InstantText } from "#server/domain/instant-text.ts";
import { assertFits, invalidField } from "#server/domain/parse-input.ts";
import { addMs, DAY_MS, type Instant, msBetween, startOfDay } from "#server/domain/time.ts";
import { WATCH_LOCALES, type WatchLocale, WatchSubject } from "#server/domain/watch.ts";
import type { NoticeItem, WatchNotice } from "#server/domain/watch-notice.ts";
import type { WatchMessage } from "#server/domain/watch-queue.ts";
import { findRuleMisfits, WatchRule } from "#server/domain/watch-rule.ts";
import { runWatch } from "#server/domain/watch-run.ts";
import { findTimingMisfits, USUAL_TIMING, WatchTiming } from "#server/domain/watch-timing.ts";
import { noticeHeadline } from "#server/formats/mail/notice-mail.ts";
import { ChangeRow, toChange } from "../changes/list-changes.ts";
import type { ServiceContext } from "../context.ts";
import { loadReportsThrough } from "../status/load-reports.ts";
import { loadOverridesThrough } from "../status/read-status.ts";
import { looksEach, runInTurns } from "../status/run-in-turns.ts";
import { assertWatches } from "./assert-watches.ts";
import { toPlace } from "./notice-data.ts";
import { subjectMisfits } from "./watch-misfits.ts";
import { readPlanned } from "./watch-news.ts";
import { watchedCrossings } from "./watched-crossings.ts";
import { watchedRule } from "./watched-rule.ts";

const MAX_SPAN_MS = 400 * DAY_MS;
/** What was so before the period is remembered from so long before it. */
const LOOK_BACK_MS = 400 * DAY_MS;
/** Changes at most, the newest: a country's of two years with a report each hour; and reports of one crossing. */
const MAX_CHANGES = 5_000;
const MAX_REPORTS = 800;
/** Looks of a rule between which others are let in: some milliseconds of work. */
const LOOKS_AT_ONCE = 50;
/** Of more messages the first are shown. */
const MAX_SHOWN = 100;

export const DryRunInput = z.strictObject({
  subject: WatchSubject,
  rule: WatchRule,
  timing: WatchTiming.default(USUAL_TIMING),
  /** Absent: October to December 2025, when every crossing closed. */
  from: InstantText.optional(),
  to: InstantText.optional(),
  locale: z.enum(WATCH_LOCALES).default("en"),
});
export type DryRunInput = z.output<typeof DryRunInput>;

export interface DryRunMessage {
  readonly at: Instant;
  /** As the subject of its mail. */
  readonly headline: string;
  readonly items: readonly NoticeItem[];
  readonly heldBack: number;
}

export interface DryRun {
  readonly from: Instant;
  readonly to: Instant;
  /** All of them, also those that are not shown. */
  readonly total: number;
  /** Most within 24 hours. */
  readonly mostInADay: number;
  readonly messages: readonly DryRunMessage[];
  /** What the past cannot say of this rule, or not all of it: of very many changes only the newest are tried. */
  readonly notCovered: ("silence" | "level" | "changes")[];
}

function settleSpan(input: DryRunInput, zone: string, now: Instant) {
  const from = input.from ?? startOfDay(zone, 2025, 10, 1);
  const to = input.to ?? startOfDay(zone, 2026, 1, 1);
  if (from >= to) {
    throw invalidField({ path: "to", message: "is not after the beginning; turn them round" });
  }
  if (msBetween(from, to) > MAX_SPAN_MS) {
    throw invalidField({ path: "to", message: "is more than 400 days later" });
  }
  if (from > now) throw invalidField({ path: "from", message: "has not come yet" });
  return { from, to };
}

async function readPastChanges(
  database: Database,
  crossingIds: readonly CrossingId[],
  { from, to }: { readonly from: Instant; readonly to: Instant },
): Promise<{ changes: Change[]; isWhole: boolean }> {
  const rows = await selectRows(
    database,
    ChangeRow.omit({ transaction: true }),
    sql`select id, crossing_id, sequence, at::text, observed_at::text, report_id, details from changes
      where crossing_id in (select jsonb_array_elements_text(${jsonParam(crossingIds)}))
        and observed_at >= ${addMs(from, -LOOK_BACK_MS)}::timestamptz and observed_at <= ${to}::timestamptz
      order by observed_at desc, sequence desc limit ${MAX_CHANGES + 1}`,
  );
  return { changes: rows.slice(0, MAX_CHANGES).map(toChange), isWhole: rows.length <= MAX_CHANGES };
}

/** Levels through the period, by the rules as they are: the record's changes do not tell them. */
async function levelChanges(
  ctx: ServiceContext,
  crossings: readonly Crossing[],
  span: { readonly from: Instant; readonly to: Instant },
): Promise<{ changes: Change[]; isWhole: boolean }> {
  const { database, now } = ctx;
  const crossingIds = crossings.map(({ id }) => id);
  const [{ reports, tooMany }, overrides] = await Promise.all([
    loadReportsThrough(database, { crossingIds, ...span, now, maxReports: MAX_REPORTS }),
    loadOverridesThrough(database, span),
  ]);
  const maxLooks = looksEach(crossings.length);
  const changes: Change[] = [];
  for (const crossing of crossings) {
    const { id: crossingId } = crossing;
    if (tooMany.has(crossingId)) continue;
    const replay = deriveReplay({
      crossing,
      reports: reports.get(crossingId) ?? [],
      overrides: overrides.get(crossingId) ?? [],
      ...span,
      known: "now",
      now,
      maxLooks,
    });
    let before = 0;
    for (const { at, level } of (await runInTurns(replay)).steps) {
      if (level === undefined || level === before) continue;
      const details = [{ kind: "level" as const, from: before, to: level }];
      before = level;
      const id = `${crossingId} ${at}`;
      changes.push({ id, crossingId, sequence: 0, at, observedAt: at, reportId: null, details });
    }
  }
  return { changes, isWhole: tooMany.size === 0 };
}

/** In the order in which they were seen, levels before what they are the level of, numbered anew. */
function inOrder(changes: readonly Change[]): Change[] {
  const rank = ({ sequence }: Change) => sequence;
  return changes
    .map((change) => ({ ...change, at: change.observedAt }))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : rank(a) - rank(b)))
    .map((change, i) => ({ ...change, sequence: i + 1 }));
}

function toMessage(
  message: WatchMessage,
  {
    crossings,
    ...reader
  }: {
    readonly crossings: readonly Crossing[];
    readonly locale: WatchLocale;
    readonly zones: readonly string[];
  },
): DryRunMessage {
  const items = message.items.flatMap(({ event, changes }): NoticeItem[] => {
    const crossing = crossings.find(({ id }) => id === event.crossingId);
    if (crossing === undefined) return [];
    const { at, observedAt, changeId, word } = event;
    const place = toPlace(crossing);
    return [{ crossing: place, at, observedAt, changeId, changes, word, source: null }];
  });
  const notice: Pick<WatchNotice, "items"> = { items };
  const { at, heldBack } = message;
  return { at, headline: noticeHeadline(notice, reader), items, heldBack };
}

/** @param messages in the order in which they would have left */
function mostInADay(messages: readonly WatchMessage[]): number {
  let most = 0;
  let first = 0;
  for (const [i, { at }] of messages.entries()) {
    while (msBetween(messages[first]?.at ?? at, at) >= DAY_MS) first += 1;
    most = Math.max(most, i - first + 1);
  }
  return most;
}

/**
 * What a rule would have sent, without saving anything.
 * @throws DomainError `unauthenticated`, `forbidden` (also to those who could not save it), `invalid`
 */
export async function dryRunWatch(ctx: ServiceContext, input: DryRunInput): Promise<DryRun> {
  const { database, now } = ctx;
  const { membership } = await assertWatches(ctx, "watch.edit");
  const span = settleSpan(input, membership.timeZone, now);
  assertFits(await subjectMisfits(database, input.subject, membership.firmId));
  const crossings = await watchedCrossings(database, input.subject, { database, now });
  const rule = await watchedRule(database, input);
  const { timing } = input;
  assertFits([...findRuleMisfits(rule, crossings), ...findTimingMisfits(timing)]);
  const ids = crossings.map(({ id }) => id);
  const asksLevels = rule.kind === "level" || timing.quiet?.breakThroughLevel != null;
  const stored = await readPastChanges(database, ids, span);
  const levels = asksLevels ? await levelChanges(ctx, crossings, span) : null;
  const isLevel = ({ kind }: Change["details"][number]) => kind === "level";
  const told =
    levels === null
      ? stored.changes
      : stored.changes.map((one) => ({ ...one, details: one.details.filter((d) => !isLevel(d)) }));
  const zone = membership.timeZone;
  const run = runWatch({
    rule,
    timing,
    zone,
    changes: inOrder([...(levels?.changes ?? []), ...told]),
    planned: rule.kind === "planned" ? await readPlanned(database, ids, span) : new Map(),
    ...span,
  });
  const messages = await runInTurns(run, LOOKS_AT_ONCE);
  return {
    ...span,
    total: messages.length,
    mostInADay: mostInADay(messages),
    messages: messages
      .slice(0, MAX_SHOWN)
      .map((message) => toMessage(message, { crossings, locale: input.locale, zones: [zone] })),
    notCovered: [
      ...(rule.kind === "silence" ? (["silence"] as const) : []),
      ...(levels !== null && !levels.isWhole ? (["level"] as const) : []),
      ...(stored.isWhole ? [] : (["changes"] as const)),
    ],
  };
}
