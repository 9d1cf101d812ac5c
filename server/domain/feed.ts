/**
 * Feed: a source that is a URL, asked again and again and turned into reports.
 *
 * What it says is as old as its own data says, never as old as our asking. A feed that fails is asked less and less
 * often and at last parked with its reason, until an admin lets it go on; it never holds up another.
 */
import { z } from "zod";
import { CLAIMABLE_STATES } from "./claim.ts";
import { CountryCode, CrossingId } from "./crossing.ts";
import type { ReportInput } from "./report-input.ts";
import { ROW_FIELDS } from "./report-row.ts";
import { addMs, type Instant, MINUTE_MS } from "./time.ts";
import { isZone } from "./zone.ts";

/** `cbp_bwt`: border wait times of US Customs and Border Protection; the others are read by a mapping. */
export const FEED_KINDS = ["cbp_bwt", "mapped_csv", "mapped_geojson"] as const;
export type FeedKind = (typeof FEED_KINDS)[number];

const Cell = z.string().trim().max(200);

/** What the columns of a table, or the properties of GeoJSON features, mean. */
export const FeedMapping = z.strictObject({
  /** The column of each field. */
  columns: z.partialRecord(z.enum(ROW_FIELDS), Cell),
  /** The source's words for states. */
  states: z.record(z.string().max(80), z.enum(CLAIMABLE_STATES)).default({}),
  /** In which times without a zone are read. IANA. */
  zone: z.string().max(60).refine(isZone, "is no time zone; write one such as Asia/Karachi"),
});
export type FeedMapping = z.output<typeof FeedMapping>;

export const FeedSettings = z.strictObject({
  /** The feed's own word for a place, and the crossing that it is. */
  places: z.record(z.string().max(200), CrossingId).default({}),
  mapping: FeedMapping.nullable().default(null),
});
export type FeedSettings = z.output<typeof FeedSettings>;

/** Shorter would be rude, longer would not be a feed. Minutes. */
export const FEED_INTERVAL = { least: 5, most: 10_080 } as const;

const FeedUrl = z
  .string()
  .trim()
  .max(2_000)
  .refine(URL.canParse, "is no address; write it whole, with https://")
  .refine((text) => /^https?:\/\//i.test(text), "must begin with https:// or http://")
  .refine((text) => {
    const { username, password } = new URL(text);
    return username === "" && password === "";
  }, "must not hold a name or password: the address is shown and logged");

export const FeedInput = z
  .strictObject({
    id: CrossingId.max(40),
    name: z.string().trim().min(1, "give it a name").max(100),
    kind: z.enum(FEED_KINDS),
    url: FeedUrl,
    party: CountryCode.nullable().default(null),
    intervalMinutes: z.number().int().min(FEED_INTERVAL.least).max(FEED_INTERVAL.most),
    mapping: FeedMapping.nullable().default(null),
  })
  .superRefine(({ kind, mapping }, ctx) => {
    const fail = (path: string, message: string) =>
      ctx.addIssue({ code: "custom", path: ["mapping", "columns", path], message });
    if (kind === "cbp_bwt") return;
    if (mapping === null) return fail("crossing", "say which column names the crossing");
    if (!mapping.columns.crossing) fail("crossing", "say which column names the crossing");
    if (!mapping.columns.observed_at) {
      // Without it every poll would make old data look new.
      fail("observed_at", "say which column tells when it was seen");
    }
  });
export type FeedInput = z.output<typeof FeedInput>;

/** Why something of a feed was not taken, or not taken as it stands. */
export const FEED_FLAGS = [
  "contradiction",
  "future",
  "no_time",
  "zone_word",
  "unknown_word",
  "bad_number",
  "unknown_place",
  "misfit",
  "too_many",
] as const;
export type FeedFlagKind = (typeof FEED_FLAGS)[number];

export interface FeedFlag {
  readonly place: string;
  readonly kind: FeedFlagKind;
  /** The source's own text, shortened. */
  readonly text: string;
}

/** What a feed says of one of its places at one time. */
export interface PlaceReport {
  readonly place: string;
  readonly observedAt: Instant;
  readonly claims: ReportInput["claims"];
  /** For the desk: the source's own words for time and what was odd. */
  readonly note: string | null;
}

/** What one answer of a feed says. */
export interface FeedReading {
  readonly reports: readonly PlaceReport[];
  readonly flags: readonly FeedFlag[];
}

/** What the last reading came to. */
export interface FeedRun {
  readonly at: Instant;
  /** Reports in the answer, those new among them, those known before, those refused. */
  readonly read: number;
  readonly added: number;
  readonly known: number;
  readonly refused: number;
  /** Places that are no crossing here. */
  readonly unknownPlaces: number;
  /** The first of what was odd, and how many there were. */
  readonly flags: readonly FeedFlag[];
  readonly flagCount: number;
}

export const MAX_KEPT_FLAGS = 50;

/** In a row; then the feed is parked. With back-off from 15 minutes that is after about two days. */
export const PARK_AFTER_FAILURES = 12;
const MAX_BACK_OFF_MINUTES = 6 * 60;
/** So that feeds added together are not asked together for ever. Share of the wait. */
const JITTER = 0.1;

/**
 * When a feed is asked again.
 * @param failures in a row; 0: it went well
 * @param random in `[0, 1)`
 */
export function nextTryAt(
  now: Instant,
  { intervalMinutes, failures, random }: Record<"intervalMinutes" | "failures" | "random", number>,
): Instant {
  const backedOff = intervalMinutes * 2 ** Math.min(failures, 20);
  const most = Math.max(intervalMinutes, MAX_BACK_OFF_MINUTES);
  const minutes = Math.min(backedOff, most);
  return addMs(now, Math.round(minutes * MINUTE_MS * (1 + JITTER * (2 * random - 1))));
}
