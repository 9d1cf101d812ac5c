/**
 * Turns what a feed says into reports, by the same acceptance as everybody's. A report's id follows from what it says,
 * so an answer that is read twice makes nothing new; what is said again at a later time of the data's own renews its age.
 */
import type { Database } from "#server/db/client.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import { DomainError } from "#server/domain/errors.ts";
import { faultText } from "#server/domain/fault.ts";
import {
  type FeedFlag,
  type FeedReading,
  type FeedRun,
  MAX_KEPT_FLAGS,
  type PlaceReport,
} from "#server/domain/feed.ts";
import type { ReportDraft } from "#server/domain/report.ts";
import {
  findMisfits,
  MAX_FUTURE_MS,
  ReportInput,
  readClaims,
} from "#server/domain/report-input.ts";
import { addMs, type Instant } from "#server/domain/time.ts";
import { listCrossings } from "../crossings/find-crossings.ts";
import { namedUuid } from "../named-uuid.ts";
import { acceptReports, type Submission } from "../reports/accept-reports.ts";
import { findReports } from "../reports/store-reports.ts";
import type { Feed } from "./feed-rows.ts";

/** Reports in one transaction at most: each holds its crossing's lock until the end. */
const BATCH = 50;

export const feedSourceId = (feedId: string): string => `feed:${feedId}`;

interface Weighed {
  readonly submissions: Submission[];
  readonly flags: FeedFlag[];
  readonly refused: number;
}

function toDraft(feed: Feed, crossing: Crossing, input: ReportInput, now: Instant): ReportDraft {
  return {
    id: input.id,
    crossingId: crossing.id,
    source: { id: feedSourceId(feed.id), kind: "feed", name: feed.name, party: feed.party },
    accountId: null,
    observedAt: input.observedAt,
    receivedAt: now,
    claims: readClaims(input),
    note: input.note ?? null,
    links: [],
    origin: { via: "feed", relayedBy: null, deviceClock: null, correctsId: null },
  };
}

/** What a report says of lanes that its crossing has; the registry decides, not the feed. */
function fittingClaims({ claims }: PlaceReport, crossing: Crossing): ReportInput["claims"] {
  const known = new Set(crossing.lanes.map(({ id }) => id));
  const fitting: ReportInput["claims"] = [];
  for (const claim of claims) {
    if (claim.kind === "state") {
      const lanes = claim.lanes.filter((lane) => known.has(lane));
      if (lanes.length > 0) fitting.push({ ...claim, lanes });
    } else if (claim.kind !== "count" || !claim.lane || known.has(claim.lane)) fitting.push(claim);
  }
  return fitting;
}

function weigh(
  feed: Feed,
  reading: FeedReading,
  crossings: readonly Crossing[],
  now: Instant,
): Weighed {
  const byId = new Map(crossings.map((crossing) => [crossing.id, crossing]));
  const submissions: Submission[] = [];
  const flags = [...reading.flags];
  let refused = 0;
  const refuse = (place: string, kind: FeedFlag["kind"], text: string) => {
    refused += 1;
    flags.push({ place, kind, text });
  };
  for (const report of reading.reports) {
    const { place, observedAt } = report;
    const crossing = byId.get(feed.settings.places[place] ?? place);
    if (crossing === undefined) {
      flags.push({ place, kind: "unknown_place", text: place });
      continue;
    }
    if (observedAt > addMs(now, MAX_FUTURE_MS)) {
      refuse(place, "future", observedAt);
      continue;
    }
    const claims = fittingClaims(report, crossing);
    if (claims.length < report.claims.length) {
      flags.push({
        place,
        kind: "misfit",
        text: faultText("lanesMissing"),
      });
    }
    if (claims.length === 0) {
      refused += 1;
      continue;
    }
    const said = JSON.stringify([feed.id, place, crossing.id, observedAt, claims]);
    const parsed = ReportInput.safeParse({
      id: namedUuid(`feed ${said}`),
      crossing: crossing.id,
      observedAt,
      claims,
      note: report.note,
    });
    const [problem] = parsed.success
      ? findMisfits(parsed.data, crossing, now).map(({ path, message }) => `${path}: ${message}`)
      : parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    if (problem !== undefined || !parsed.success) {
      refuse(place, "misfit", (problem ?? "").slice(0, 200));
      continue;
    }
    const draft = toDraft(feed, crossing, parsed.data, now);
    submissions.push({ draft, crossing, isTrusted: true });
  }
  return { submissions, flags, refused };
}

/** Some of each kind, so that what is common does not hide what is rare. */
function keptFlags(flags: readonly FeedFlag[]): FeedFlag[] {
  const byKind = [...Map.groupBy(flags, ({ kind }) => kind).values()];
  const each = Math.max(1, Math.floor(MAX_KEPT_FLAGS / Math.max(1, byKind.length)));
  return byKind.flatMap((of) => of.slice(0, each)).slice(0, MAX_KEPT_FLAGS);
}

/** What would come of a reading, without storing anything. */
export async function previewReading(
  database: Database,
  { feed, reading, now }: Readonly<{ feed: Feed; reading: FeedReading; now: Instant }>,
): Promise<{ drafts: ReportDraft[]; run: FeedRun }> {
  const crossings = await listCrossings(database, now);
  const weighed = weigh(feed, reading, crossings, now);
  const drafts = weighed.submissions.map(({ draft }) => draft);
  const known = await findReports(
    database,
    drafts.map(({ id }) => id),
  );
  return { drafts, run: runOf(reading, weighed, { now, known: known.size, added: 0 }) };
}

function runOf(
  reading: FeedReading,
  { flags, refused }: Weighed,
  counts: { readonly now: Instant; readonly known: number; readonly added: number },
): FeedRun {
  const unknown = flags.filter(({ kind }) => kind === "unknown_place");
  return {
    at: counts.now,
    read: reading.reports.length,
    added: counts.added,
    known: counts.known,
    refused,
    unknownPlaces: new Set(unknown.map(({ place }) => place)).size,
    flags: keptFlags(flags),
    flagCount: flags.length,
  };
}

/** Stores what is new of a reading. */
export async function acceptReading(
  database: Database,
  { feed, reading, now }: Readonly<{ feed: Feed; reading: FeedReading; now: Instant }>,
): Promise<{ run: FeedRun; dataAt: Instant | null }> {
  const crossings = await listCrossings(database, now);
  const weighed = weigh(feed, reading, crossings, now);
  const { submissions } = weighed;
  const before = await findReports(
    database,
    submissions.map(({ draft }) => draft.id),
  );
  const fresh = submissions.filter(({ draft }) => !before.has(draft.id));
  let added = 0;
  for (let i = 0; i < fresh.length; i += BATCH) {
    const outcomes = await acceptReports(database, fresh.slice(i, i + BATCH), now);
    for (const outcome of outcomes) {
      if ("receipt" in outcome) added += outcome.receipt.isRepeat ? 0 : 1;
      // The id is made of what it says: no other report can have it.
      else if (!(outcome.refusal instanceof DomainError)) throw outcome.refusal;
    }
  }
  const run = runOf(reading, weighed, { now, known: submissions.length - added, added });
  const dataAt = submissions.reduce<Instant | null>(
    (newest, { draft }) =>
      newest === null || draft.observedAt > newest ? draft.observedAt : newest,
    null,
  );
  return { run, dataAt };
}
