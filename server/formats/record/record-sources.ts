/** Pages and speakers of the record as sources with their party, and when each page was published. */
import { createHash } from "node:crypto";
import type { SourceLink } from "#server/domain/crossing.ts";
import { timeBound } from "#server/domain/parse-instant.ts";
import type { Source, SourceKind } from "#server/domain/source.ts";
import { addMs, type Instant, type TimeBound } from "#server/domain/time.ts";
import type { Page, RecordFigure } from "./record-schema.ts";

/** The record was compiled on this day (data/README.md); a page without a date was known by then, no sooner. */
export const COMPILED_AT: Instant = "2026-11-22T00:00:00.000Z";

const slug = (text: string): string =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 80);

const AGENCIES = /\b(UNHCR|IOM|UNAMA|OCHA|WFP|UNICEF|ReliefWeb)\b/;

/** The publisher of a page, as one who saw it. */
export function pageSource(page: Page): Source {
  const kind: SourceKind = AGENCIES.test(page.publisher) ? "agency" : "press";
  return { id: `${kind}:${slug(page.publisher)}`, kind, name: page.publisher, party: null };
}

const COUNTRY_NAMES: Readonly<Record<string, string>> = {
  AF: "Afghanistan",
  IR: "Iran",
  PK: "Pakistan",
  TJ: "Tajikistan",
  TM: "Turkmenistan",
  UZ: "Uzbekistan",
};

/** The authorities of a country, whose decision a page reports. */
export function authoritySource(country: string): Source {
  const name = `Authorities of ${COUNTRY_NAMES[country] ?? country}, as reported`;
  return { id: `official:${country.toLowerCase()}`, kind: "official", name, party: country };
}

const SPEAKERS: Readonly<
  Record<RecordFigure["speaker_type"], { kind: SourceKind; party: string | null }>
> = {
  official_pk: { kind: "official", party: "PK" },
  official_af: { kind: "official", party: "AF" },
  official_ir: { kind: "official", party: "IR" },
  un: { kind: "agency", party: null },
  ngo: { kind: "agency", party: null },
  chamber: { kind: "trade", party: null },
  press: { kind: "press", party: null },
  witness: { kind: "press", party: null },
  other: { kind: "agency", party: null },
};

/** Who said a figure, with the side they speak for. */
export function speakerSource(name: string, type: RecordFigure["speaker_type"]): Source {
  const { kind, party } = SPEAKERS[type];
  return { id: `${kind}:${slug(name)}`, kind, name, party };
}

export const toLink = ({ publisher, title, url, date }: Page): SourceLink => ({
  publisher,
  title,
  url,
  date,
});

/** The days on which a page may have come out, in UTC; null when it bears no date. */
export function publicationBound(page: Page): TimeBound | null {
  return page.date === null ? null : timeBound(page.date, "day", "UTC");
}

/** When what a page says was surely known: the end of its printed date, else the day of compilation. */
export function knownSince(page: Page): Instant {
  const bound = publicationBound(page);
  return bound === null ? COMPILED_AT : addMs(bound.latestAt, -1);
}

/** The same name always gives the same id (UUID version 5 layout), so that loading twice changes nothing. */
export function recordId(name: string): string {
  const hash = createHash("sha1").update(`gatewatch record ${name}`).digest("hex");
  const variant = ((Number.parseInt(hash.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `5${hash.slice(13, 16)}`,
    `${variant}${hash.slice(18, 20)}`,
    hash.slice(20, 32),
  ].join("-");
}
