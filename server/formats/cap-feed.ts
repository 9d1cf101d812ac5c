/**
 * Alerts as a feed: a CAP document holds one alert, so they come as an Atom feed whose entries carry one each, whole, and
 * link to it as a document of its own.
 */

import { alertsAmong, type CapOptions, capAlert, capMessage } from "./cap.ts";
import { ATOM_NAMESPACE } from "./changes-atom.ts";
import { type FeedInfo, feedHost, PUBLISHER } from "./feed-info.ts";
import type { CrossingWithStatus } from "./overview-row.ts";
import { element, textElement, writeXml, type XmlNode } from "./xml.ts";

export interface CapFeedOptions extends CapOptions {
  /** Full address of the feed itself. */
  readonly selfUrl: string;
  /** Full address of one crossing's alert. */
  readonly alertUrl: (slug: string) => string;
}

function writeEntry(row: CrossingWithStatus, info: FeedInfo, options: CapFeedOptions): XmlNode {
  const { crossing, status } = row;
  const { identifier, sentAt: sent } = capMessage(row, options).current;
  return element(
    "entry",
    {},
    textElement("id", `tag:${feedHost(info)},${sent.slice(0, 10)}:cap/${identifier}`),
    textElement("title", `${crossing.name}: alert level ${status.alert.level}`),
    textElement("updated", sent),
    element("link", {
      rel: "alternate",
      type: "application/cap+xml",
      href: options.alertUrl(crossing.id),
    }),
    element("content", { type: "application/cap+xml" }, capAlert(row, info, options)),
  );
}

/** Every crossing at level 2 or above, the highest first. */
export function writeCapFeed(
  rows: readonly CrossingWithStatus[],
  info: FeedInfo,
  options: CapFeedOptions,
): string {
  const alerts = alertsAmong(rows, options).sort(
    (a, b) => b.status.alert.level - a.status.alert.level,
  );
  const updated =
    alerts
      .map((row) => capMessage(row, options).current.sentAt)
      .sort()
      .at(-1) ?? "1970-01-01T00:00:00.000Z";
  return writeXml(
    element(
      "feed",
      { xmlns: ATOM_NAMESPACE },
      textElement("id", `tag:${feedHost(info)},2025:feeds/cap`),
      textElement("title", "Gatewatch: alerts at border crossings"),
      textElement("updated", updated),
      element("author", {}, textElement("name", PUBLISHER)),
      element("link", { rel: "self", type: "application/atom+xml", href: options.selfUrl }),
      ...alerts.map((row) => writeEntry(row, info, options)),
    ),
  );
}

/** One crossing's alert as a document of its own. */
export function writeCapAlert(
  row: CrossingWithStatus,
  info: FeedInfo,
  options: CapOptions,
): string {
  return writeXml(capAlert(row, info, options));
}
