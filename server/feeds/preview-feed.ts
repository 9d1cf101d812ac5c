/** Shows what would come of a feed before anything is stored, and takes over the crossings that it proposes. */
import type { Crossing } from "#server/domain/crossing.ts";
import { DomainError } from "#server/domain/errors.ts";
import { faultText } from "#server/domain/fault.ts";
import type { FeedInput, FeedRun } from "#server/domain/feed.ts";
import { assertCan } from "#server/domain/permissions.ts";
import type { ReportDraft } from "#server/domain/report.ts";
import type { ServiceContext } from "#server/services/context.ts";
import { listCrossings } from "#server/services/crossings/find-crossings.ts";
import { previewReading } from "#server/services/feeds/accept-reading.ts";
import { type Feed, getFeed } from "#server/services/feeds/feed-rows.ts";
import { registerCrossings } from "#server/services/feeds/register-crossings.ts";
import { parseBwt } from "./cbp/bwt-schema.ts";
import { type ProposedCrossing, proposeCrossings } from "./cbp/propose-crossings.ts";
import { askFeed, crossingFinder, type FeedNetwork } from "./poll-feed.ts";
import { type FeedBody, parseJson, readBody, readRows } from "./read-body.ts";

export interface FeedPreview {
  /** Of a mapped feed: its columns, and its first rows. */
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, string>>[];
  /** The first reports that would come. */
  readonly reports: readonly ReportDraft[];
  /** null: it has no mapping yet. */
  readonly run: FeedRun | null;
  /** Crossings that it proposes and that are not tied yet. */
  readonly proposed: readonly ProposedCrossing[];
  readonly crossings: readonly Crossing[];
}

const SHOWN_ROWS = 5;
const SHOWN_REPORTS = 20;
const SHOWN_COLUMNS = 60;

type Asked = Pick<Feed, "id" | "name" | "kind" | "url" | "party" | "settings">;

async function fetchBody(feed: Asked, network: FeedNetwork): Promise<FeedBody> {
  const answer = await askFeed({ ...feed, etag: null, lastModified: null }, network);
  if (answer.kind === "failed")
    throw new DomainError("invalid", answer.reason, urlProblem(answer.reason));
  // It was asked for without a condition.
  if (answer.kind === "unchanged") throw new DomainError("invalid", faultText("notForUs"));
  return { kind: feed.kind, body: answer.body, contentType: answer.contentType };
}

const urlProblem = (message: string) => ({ fields: [{ path: "url", message }] });

function proposalsIn(
  feed: Asked,
  body: FeedBody,
  crossings: readonly Crossing[],
): ProposedCrossing[] {
  if (feed.kind !== "cbp_bwt") return [];
  const { ports } = parseBwt(parseJson(body));
  const untied = ports.filter(({ port_number }) => feed.settings.places[port_number] === undefined);
  return proposeCrossings(untied, new Set(crossings.map(({ id }) => id)));
}

async function preview(
  ctx: ServiceContext,
  feed: Asked,
  network: FeedNetwork,
): Promise<FeedPreview> {
  const { database, now } = ctx;
  const body = await fetchBody(feed, network);
  const crossings = await listCrossings(database, now);
  const rows = feed.kind === "cbp_bwt" ? [] : (await readRows(body)).rows;
  const columns = [...new Set(rows.slice(0, 100).flatMap((row) => Object.keys(row)))];
  const proposed = proposalsIn(feed, body, crossings);
  const shown = {
    columns: columns.filter((column) => column !== "").slice(0, SHOWN_COLUMNS),
    rows: rows.slice(0, SHOWN_ROWS),
    proposed,
    crossings,
  };
  const { mapping } = feed.settings;
  if (feed.kind !== "cbp_bwt" && mapping === null) return { ...shown, reports: [], run: null };
  const reading = await readBody(body, {
    mapping,
    crossingOf: crossingFinder(feed, crossings),
    now,
  });
  const whole: Feed = {
    ...feed,
    ...UNTRIED,
    nextTryAt: now,
  };
  const { drafts, run } = await previewReading(database, { feed: whole, reading, now });
  return { ...shown, reports: drafts.slice(0, SHOWN_REPORTS), run };
}

const UNTRIED = {
  intervalMinutes: 60,
  etag: null,
  lastModified: null,
  bodyHash: null,
  lastTriedAt: null,
  lastOkAt: null,
  lastChangedAt: null,
  dataAt: null,
  failures: 0,
  lastProblem: null,
  parkedAt: null,
  parkedReason: null,
  lastRun: null,
} as const;

/** Of a feed that is not stored yet. @throws DomainError `forbidden`, `invalid` with what its server did */
export function previewNewFeed(
  ctx: ServiceContext,
  input: Pick<FeedInput, "id" | "name" | "kind" | "url" | "party" | "mapping">,
  network: FeedNetwork,
): Promise<FeedPreview> {
  assertCan(ctx.actor, "source.manage");
  const { mapping, ...feed } = input;
  return preview(ctx, { ...feed, settings: { places: {}, mapping } }, network);
}

/** Of a stored one as it would be with another address or mapping; its places stay. @throws as `previewFeed` */
export async function previewChangedFeed(
  ctx: ServiceContext,
  { id, url, mapping }: Pick<FeedInput, "id" | "url" | "mapping">,
  network: FeedNetwork,
): Promise<FeedPreview> {
  assertCan(ctx.actor, "source.manage");
  const feed = await getFeed(ctx.database, id);
  return preview(ctx, { ...feed, url, settings: { ...feed.settings, mapping } }, network);
}

/** Of a stored one. @throws DomainError `forbidden`, `not_found`, `invalid` with what its server did */
export async function previewFeed(
  ctx: ServiceContext,
  { id }: { readonly id: string },
  network: FeedNetwork,
): Promise<FeedPreview> {
  assertCan(ctx.actor, "source.manage");
  return preview(ctx, await getFeed(ctx.database, id), network);
}

/** Takes over every crossing that the feed proposes now. @throws as `previewFeed` */
export async function takeOverCrossings(
  ctx: ServiceContext,
  { id }: { readonly id: string },
  network: FeedNetwork,
): Promise<{ added: number }> {
  const { proposed } = await previewFeed(ctx, { id }, network);
  return registerCrossings(ctx, { feedId: id, proposed });
}
