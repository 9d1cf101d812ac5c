/**
 * Alerts by the Common Alerting Protocol, CAP 1.2 (urn:oasis:names:tc:emergency:cap:1.2). The order of elements is the
 * schema's. Its times have an offset in digits, neither "Z" nor fractions of a second.
 */
import { ALERT_LEVELS, type AlertReason, type Figure } from "#server/domain/status.ts";
import { earlierOf, type Instant, laterOf } from "#server/domain/time.ts";
import { compactInstant } from "./closure-id.ts";
import { countryAlpha3, countryName } from "./country.ts";
import { crossingUrl, type FeedInfo, feedHost, PUBLISHER } from "./feed-info.ts";
import type { CrossingWithStatus } from "./overview-row.ts";
import { METRIC_WORDS, rangeWords } from "./words/names.ts";
import { REASON_WORDS } from "./words/reasons.ts";
import { element, textElement, type XmlNode } from "./xml.ts";

export const CAP_NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2";
/** From "elevated" on; what is less is no alert. */
export const CAP_MIN_LEVEL = 2;
/** Metres around a crossing's point that an alert speaks of at the least; CAP's circle is in kilometres. */
const MIN_RADIUS_METRES = 1_000;

export interface CapOptions {
  /** A view of the past is no alert: it is marked as a test with a note. */
  readonly isPast: boolean;
}

export const capTime = (instant: Instant): string => `${instant.slice(0, 19)}+00:00`;
const senderOf = (info: FeedInfo): string => `alerts@${feedHost(info)}`;

/** When what the alert says came about: the newest of the last word and the condition's beginning. */
export function capSentAt({ status }: CrossingWithStatus): Instant {
  const word = status.lastWordAt ?? status.at;
  const since = status.since?.latestAt ?? word;
  // A beginning known to the month reaches into the future; nothing is sent before it is made.
  const sent = laterOf(word, since);
  return earlierOf(sent, status.at);
}

/** The same as long as level and last word are the same, so that a reader who fetches again sees no new alert. */
export function capIdentifier(row: CrossingWithStatus): string {
  const { crossing, status } = row;
  return `gatewatch.${crossing.id}.${compactInstant(capSentAt(row))}.${status.alert.level}`;
}

function headlineOf({ crossing, status }: CrossingWithStatus): string {
  const [reason] = status.alert.reasons;
  const why = reason === undefined ? "" : `: ${REASON_WORDS[reason.code](reason.values)}`;
  return `${crossing.name}, alert level ${status.alert.level} (${status.alert.name})${why}`;
}

const asSentence = (words: string): string =>
  `${words.slice(0, 1).toUpperCase()}${words.slice(1)}.`;

function figureWords(figure: Figure): string {
  const side = figure.side === null ? "" : ` on the side of ${countryName(figure.side)}`;
  const disputed = figure.disputed ? ", disputed" : "";
  return asSentence(`${METRIC_WORDS[figure.metric]}${side}: ${rangeWords(figure)}${disputed}`);
}

function descriptionOf({ status }: CrossingWithStatus): string {
  const reasons = status.alert.reasons.map((reason: AlertReason) =>
    asSentence(REASON_WORDS[reason.code](reason.values)),
  );
  return [
    ...reasons,
    ...status.figures.map(figureWords),
    `Last word: ${status.lastWordAt ?? "none"}.`,
  ].join("\n");
}

const parameter = (name: string, value: string): XmlNode =>
  element("parameter", {}, textElement("valueName", name), textElement("value", value));

function writeArea({ crossing }: CrossingWithStatus): XmlNode {
  const countries = crossing.sides.map((side) => countryName(side.country)).join(" and ");
  const { position } = crossing;
  const radiusKm = Math.max(position?.precisionMetres ?? 0, MIN_RADIUS_METRES) / 1_000;
  return element(
    "area",
    {},
    textElement("areaDesc", `${crossing.name}, between ${countries}`),
    // Latitude first, unlike GeoJSON.
    position === null
      ? null
      : textElement("circle", `${position.latitude},${position.longitude} ${radiusKm}`),
    ...crossing.sides.map((side) =>
      element(
        "geocode",
        {},
        textElement("valueName", "ISO 3166-1 alpha-3"),
        textElement("value", countryAlpha3(side.country)),
      ),
    ),
  );
}

function writeInfo(row: CrossingWithStatus, info: FeedInfo): XmlNode {
  const { crossing, status } = row;
  const { alert } = status;
  const isForces = alert.reasons.some(({ code }) => code === "high_alert" || code === "clash");
  return element(
    "info",
    {},
    textElement("language", "en"),
    textElement("category", "Transport"),
    isForces ? textElement("category", "Security") : null,
    textElement("event", "Border crossing closure"),
    textElement("responseType", alert.level >= 3 ? "Avoid" : "Monitor"),
    textElement("urgency", alert.axes.urgency),
    textElement("severity", alert.axes.severity),
    textElement("certainty", alert.axes.certainty),
    textElement("effective", capTime(capSentAt(row))),
    status.since === null ? null : textElement("onset", capTime(status.since.earliestAt)),
    status.nextChangeAt === null ? null : textElement("expires", capTime(status.nextChangeAt)),
    textElement("senderName", PUBLISHER),
    textElement("headline", headlineOf(row)),
    textElement("description", descriptionOf(row)),
    textElement("web", crossingUrl(info, crossing.id)),
    parameter("alertLevel", `${alert.level} ${ALERT_LEVELS[alert.level]}`),
    parameter("condition", status.condition),
    parameter("freshness", status.freshness),
    ...status.lanes.map((lane) => parameter(lane.lane, lane.value)),
    writeArea(row),
  );
}

/**
 * One crossing's alert, of level `CAP_MIN_LEVEL` or above, which stands until it expires or a later one takes its place in
 * the feed: an `alert` element to stand alone or inside a feed's entry.
 */
export function capAlert(row: CrossingWithStatus, info: FeedInfo, { isPast }: CapOptions): XmlNode {
  const sender = senderOf(info);
  return element(
    "alert",
    { xmlns: CAP_NAMESPACE },
    textElement("identifier", capIdentifier(row)),
    textElement("sender", sender),
    textElement("sent", capTime(capSentAt(row))),
    textElement("status", isPast ? "Test" : "Actual"),
    textElement("msgType", "Alert"),
    textElement("scope", "Public"),
    isPast ? textElement("note", `A view of the past, as of ${row.status.at}; no alert.`) : null,
    writeInfo(row, info),
  );
}

/** The crossings that are worth an alert. */
export const alertsAmong = <Row extends CrossingWithStatus>(rows: readonly Row[]): Row[] =>
  rows.filter(({ status }) => status.alert.level >= CAP_MIN_LEVEL);
