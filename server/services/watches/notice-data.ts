/** What a message says, put together from what it tells: names, whose word it is, how the other gates stand. */
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#server/db/client.ts";
import { jsonParam, selectRows } from "#server/db/rows.ts";
import { SourceLinkRow } from "#server/db/source-link.ts";
import { ageStatus } from "#server/domain/age-status.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import { SOURCE_KINDS } from "#server/domain/source.ts";
import type { CrossingStatus } from "#server/domain/status.ts";
import type { Instant } from "#server/domain/time.ts";
import type {
  NoticeItem,
  NoticePlace,
  NoticeStanding,
  WatchNotice,
} from "#server/domain/watch-notice.ts";
import type { WatchMessage } from "#server/domain/watch-queue.ts";
import type { StoredWatch } from "./watch-rows.ts";

/** Notices of watches are written only by judge-watch.ts, from the core's own type. */
export const asNotice = (data: unknown): WatchNotice => data as WatchNotice;

const SaidRow = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(SOURCE_KINDS),
  party: z.string().nullable(),
  links: z.array(SourceLinkRow).nullable(),
});

/** By change. */
export type NoticeSources = ReadonlyMap<string, NonNullable<NoticeItem["source"]>>;

/** Whose report made each change: a reporter by pseudonym, as everywhere in public. */
export async function readSources(
  tx: Transaction,
  changeIds: readonly string[],
): Promise<NoticeSources> {
  if (changeIds.length === 0) return new Map();
  const rows = await selectRows(
    tx,
    SaidRow,
    sql`select c.id, o.name, o.kind, o.party, r.links
      from changes c join reports r on r.crossing_id = c.crossing_id and r.id = c.report_id
      join sources o on o.id = r.source_id
      where c.id in (select jsonb_array_elements_text(${jsonParam(changeIds)})::uuid)`,
  );
  return new Map(
    rows.map(({ id, name, kind, party, links }) => [id, { name, kind, party, links: links ?? [] }]),
  );
}

export const toPlace = ({ id, name, localNames }: Crossing): NoticePlace => ({
  id,
  name,
  localNames,
});

/** The lane of a corridor, as its rule names it; null: the crossing as a whole. */
function laneOf({ rule }: StoredWatch): string | null {
  if (!("direction" in rule) || rule.direction === null || rule.mode === null) return null;
  return `${rule.direction}/${rule.mode}`;
}

function standingOf(
  crossing: Crossing,
  stored: CrossingStatus,
  of: { readonly lane: string | null; readonly at: Instant },
): NoticeStanding {
  const status = of.at < stored.at ? stored : ageStatus(stored, of.at);
  const lane = status.lanes.find((one) => one.lane === of.lane);
  return {
    crossing: toPlace(crossing),
    value: lane?.value ?? status.condition,
    freshness: lane?.freshness ?? status.freshness,
    lastWordAt: lane?.lastWordAt ?? status.lastWordAt,
  };
}

export interface NoticeParts {
  readonly crossings: readonly Crossing[];
  /** Those that have one. */
  readonly statuses: ReadonlyMap<string, CrossingStatus>;
  /** Of all that is told. */
  readonly sources: NoticeSources;
}

/** The changes that a message tells of, each once. */
export function toldChanges(message: WatchMessage): string[] {
  const told = message.items.flatMap(({ event, earlier }) => [
    ...earlier,
    ...(event.changeId === null ? [] : [event.changeId]),
  ]);
  return [...new Set(told)];
}

/** Built once, so that every attempt sends the same. */
export function buildNotice(
  watch: StoredWatch,
  message: WatchMessage,
  { crossings, statuses, sources }: NoticeParts,
): WatchNotice {
  const changeIds = toldChanges(message);
  const items = message.items.flatMap(({ event, changes }): NoticeItem[] => {
    const crossing = crossings.find(({ id }) => id === event.crossingId);
    if (crossing === undefined) return [];
    const { at, observedAt, changeId, word } = event;
    const source = changeId === null ? null : (sources.get(changeId) ?? null);
    return [{ crossing: toPlace(crossing), at, observedAt, changeId, changes, word, source }];
  });
  const lane = laneOf(watch);
  const board = crossings.flatMap((crossing) => {
    const status = statuses.get(crossing.id);
    return status === undefined ? [] : [standingOf(crossing, status, { lane, at: message.at })];
  });
  return {
    watch: { id: watch.id, name: watch.name },
    at: message.at,
    changeIds,
    items,
    heldBack: message.heldBack,
    board: watch.subject.kind === "crossing" ? [] : board,
  };
}
