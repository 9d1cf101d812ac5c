/**
 * Changes as an Atom feed (RFC 4287): one entry a change. A reader shows an entry once and never again when it is
 * rewritten, so each has a lasting id, and its times are those of the event, never of the writing.
 */
import type { Instant } from "#server/domain/time.ts";
import type { ChangeAtCrossing } from "./changes-csv.ts";
import { crossingUrl, type FeedInfo, feedHost, LICENCE_URL, PUBLISHER } from "./feed-info.ts";
import { describeChange } from "./words/describe-change.ts";
import { element, textElement, writeXml, type XmlNode } from "./xml.ts";

export const ATOM_NAMESPACE = "http://www.w3.org/2005/Atom";

/** The tag authority (RFC 4151) is the host on the day of the event; both never change for one change. */
export function changeTag(
  info: FeedInfo,
  change: { readonly id: string; readonly at: Instant },
): string {
  return `tag:${feedHost(info)},${change.at.slice(0, 10)}:change/${change.id}`;
}

function writeEntry({ change, crossing }: ChangeAtCrossing, info: FeedInfo): XmlNode {
  const lines = change.details.map((detail) => describeChange(detail, crossing));
  const [title = `${crossing.name}: changed`] = lines;
  const more = lines.length > 1 ? ` (and ${lines.length - 1} more)` : "";
  const kinds = [...new Set(change.details.map((detail) => detail.kind))];
  return element(
    "entry",
    {},
    textElement("id", changeTag(info, change)),
    textElement("title", `${title}${more}`),
    textElement("updated", change.at),
    textElement("published", change.at),
    element("link", { rel: "alternate", type: "text/html", href: crossingUrl(info, crossing.id) }),
    element("category", { term: crossing.id, label: crossing.name }),
    ...kinds.map((kind) => element("category", { term: kind })),
    element("content", { type: "text" }, `${lines.join("\n")}\nSeen at ${change.observedAt}.`),
  );
}

export interface AtomOptions {
  /** Full address of the feed itself. */
  readonly selfUrl: string;
}

/** Newest first, whatever order they come in. */
export function writeChangesAtom(
  changes: readonly ChangeAtCrossing[],
  info: FeedInfo,
  { selfUrl }: AtomOptions,
): string {
  const newestFirst = [...changes].sort((a, b) =>
    a.change.at === b.change.at
      ? b.change.sequence - a.change.sequence
      : a.change.at < b.change.at
        ? 1
        : -1,
  );
  const [newest] = newestFirst;
  // A feed without entries has no event; its time is then the first instant there is.
  const updated = newest?.change.at ?? "1970-01-01T00:00:00.000Z";
  return writeXml(
    element(
      "feed",
      { xmlns: ATOM_NAMESPACE },
      textElement("id", `tag:${feedHost(info)},2025:feeds/changes`),
      textElement("title", "Gatewatch: changes at border crossings"),
      textElement("updated", updated),
      element("author", {}, textElement("name", PUBLISHER)),
      element("link", { rel: "self", type: "application/atom+xml", href: selfUrl }),
      element("link", { rel: "alternate", type: "text/html", href: info.publicUrl }),
      textElement("rights", `Licensed under ${LICENCE_URL}; sources keep their own rights.`),
      ...newestFirst.map((entry) => writeEntry(entry, info)),
    ),
  );
}
