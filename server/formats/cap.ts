/**
 * Alerts by the Common Alerting Protocol, CAP 1.2 (urn:oasis:names:tc:emergency:cap:1.2). The order of elements is the
 * schema's. Its times have an offset in digits, neither "Z" nor fractions of a second.
 */

import type { CrossingId } from "#server/domain/crossing.ts";
import { leftToRight } from "#server/domain/left-to-right.ts";
import { ALERT_LEVELS, type AlertReason, type Figure } from "#server/domain/status.ts";
import { DAY_MS, earlierOf, type Instant, laterOf, msBetween } from "#server/domain/time.ts";
import { CAP_MIN_LEVEL, type CapMessage, type CapThread } from "./cap-messages.ts";
import { compactInstant } from "./closure-id.ts";
import { countryAlpha3, countryName } from "./country.ts";
import { crossingUrl, type FeedInfo, feedHost, PUBLISHER } from "./feed-info.ts";
import type { CrossingWithStatus } from "./overview-row.ts";
import { CAP_WORDS, type CapWords } from "./words/cap-words.ts";
import { METRIC_WORDS, rangeWords } from "./words/names.ts";
import { REASON_WORDS } from "./words/reasons.ts";
import { element, textElement, type XmlNode } from "./xml.ts";

export const CAP_NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2";
/** Metres around a crossing's point that an alert speaks of at the least; CAP's circle is in kilometres. */
const MIN_RADIUS_METRES = 1_000;

export interface CapOptions {
  /** A view of the past is no alert: it is marked as a test with a note. */
  readonly isPast: boolean;
  /** The messages that the alert is made of, by crossing; of one that has none it is a first Alert. */
  readonly threads?: ReadonlyMap<CrossingId, CapThread>;
}

type CapRow = CrossingWithStatus;

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

/**
 * The message as which the alert goes out now. While its level is the one last told, that message; a level that no
 * change has told (the desk's own) is an update of it.
 */
export function capMessage(row: CapRow, { isPast, threads }: CapOptions): CapThread {
  const { level } = row.status.alert;
  const own = { identifier: capIdentifier(row), sentAt: capSentAt(row), level };
  const thread = isPast ? undefined : threads?.get(row.crossing.id);
  if (thread === undefined) return { current: { ...own, type: "Alert" }, earlier: [] };
  if (thread.current.level === level) return thread;
  const isRunning = thread.current.level >= CAP_MIN_LEVEL;
  if (!isRunning) return { current: { ...own, type: "Alert" }, earlier: [] };
  return { current: { ...own, type: "Update" }, earlier: [...thread.earlier, thread.current] };
}

/**
 * Of an alert that no message stands for: the same as long as level and last word are the same, so that a reader who
 * fetches again sees no new alert.
 */
export function capIdentifier(row: CapRow): string {
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

interface Said {
  readonly language: string;
  readonly event: string;
  readonly headline: string;
  readonly description: string;
}

const inEnglish = (row: CapRow, isOver: boolean): Said => ({
  language: "en",
  event: "Border crossing closure",
  headline: isOver ? `${row.crossing.name}: the alert is over` : headlineOf(row),
  description: descriptionOf(row),
});

function inWords({ crossing, status }: CapRow, words: CapWords, isOver: boolean): Said {
  const fill = (text: string, values: Readonly<Record<string, string | number>>) =>
    text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
  const headline = fill(words.headline, {
    name: crossing.localNames[words.nameKey] ?? crossing.name,
    level: status.alert.level,
    word: words.levels[status.alert.name],
    condition: words.conditions[status.condition],
  });
  const figures = status.figures.flatMap((figure) => {
    const text = words.figures[figure.metric];
    if (text === undefined) return [];
    const { low, high } = figure;
    const range =
      high === null
        ? fill(words.orMore, { low })
        : low === high
          ? low
          : leftToRight(`${low}–${high}`);
    return [fill(text, { range })];
  });
  const last = fill(words.lastWord, { at: status.lastWordAt ?? words.none });
  return {
    language: words.language,
    event: words.event,
    headline: isOver ? `${words.allClear} ${headline}` : headline,
    description: [headline, ...figures, last].join("\n"),
  };
}

function writeInfo(
  row: CapRow,
  info: FeedInfo,
  { said, message }: { said: Said; message: CapMessage },
): XmlNode {
  const { crossing, status } = row;
  const { alert } = status;
  const isOver = message.type === "AllClear" || message.type === "Cancel";
  const response = isOver ? "AllClear" : alert.level >= 3 ? "Avoid" : "Monitor";
  const isForces = alert.reasons.some(({ code }) => code === "high_alert" || code === "clash");
  return element(
    "info",
    {},
    textElement("language", said.language),
    textElement("category", "Transport"),
    isForces ? textElement("category", "Security") : null,
    textElement("event", said.event),
    textElement("responseType", response),
    textElement("urgency", isOver ? "Past" : alert.axes.urgency),
    textElement("severity", alert.axes.severity),
    textElement("certainty", alert.axes.certainty),
    textElement("effective", capTime(message.sentAt)),
    status.since === null ? null : textElement("onset", capTime(status.since.earliestAt)),
    status.nextChangeAt === null ? null : textElement("expires", capTime(status.nextChangeAt)),
    textElement("senderName", PUBLISHER),
    textElement("headline", said.headline),
    textElement("description", said.description),
    textElement("web", crossingUrl(info, crossing.id)),
    parameter("alertLevel", `${alert.level} ${ALERT_LEVELS[alert.level]}`),
    parameter("condition", status.condition),
    parameter("freshness", status.freshness),
    ...status.lanes.map((lane) => parameter(lane.lane, lane.value)),
    writeArea(row),
  );
}

/**
 * One crossing's alert, which stands until it expires or a later message takes its place: an `alert` element to stand
 * alone or inside a feed's entry, with an `info` in each language.
 */
export function capAlert(row: CapRow, info: FeedInfo, options: CapOptions): XmlNode {
  const { isPast } = options;
  const sender = senderOf(info);
  const { current: message, earlier } = capMessage(row, options);
  const isOver = message.type === "AllClear" || message.type === "Cancel";
  const texts = [inEnglish(row, isOver), ...CAP_WORDS.map((words) => inWords(row, words, isOver))];
  const references = earlier.map((one) => `${sender},${one.identifier},${capTime(one.sentAt)}`);
  return element(
    "alert",
    { xmlns: CAP_NAMESPACE },
    textElement("identifier", message.identifier),
    textElement("sender", sender),
    textElement("sent", capTime(message.sentAt)),
    textElement("status", isPast ? "Test" : "Actual"),
    textElement("msgType", message.type === "AllClear" ? "Update" : message.type),
    textElement("scope", "Public"),
    isPast ? textElement("note", `A view of the past, as of ${row.status.at}; no alert.`) : null,
    references.length === 0 ? null : textElement("references", references.join(" ")),
    ...texts.map((said) => writeInfo(row, info, { said, message })),
  );
}

/** For so long the message that ends an alert stays where its readers look. */
const ENDED_FOR_MS = DAY_MS;

function hasJustEnded(row: CapRow, { isPast, threads }: CapOptions): boolean {
  const ended = isPast ? undefined : threads?.get(row.crossing.id)?.current;
  if (ended === undefined || ended.level >= CAP_MIN_LEVEL) return false;
  return (
    ended.level === row.status.alert.level && msBetween(ended.sentAt, row.status.at) < ENDED_FOR_MS
  );
}

/** The crossings that are worth an alert, and those whose alert has just ended. */
export const alertsAmong = <Row extends CapRow>(
  rows: readonly Row[],
  options: CapOptions = { isPast: false },
): Row[] =>
  rows.filter((row) => row.status.alert.level >= CAP_MIN_LEVEL || hasJustEnded(row, options));
