/**
 * Changes as an Atom feed (RFC 4287): one entry a change. A reader shows an entry once and never again when it is
 * rewritten, so each has a lasting id, and its times are those of the event, never of the writing.
 */
import type { Change } from "#server/domain/change.ts";
import { type Instant, laterOf } from "#server/domain/time.ts";
import type { ChangeAtCrossing } from "./changes-csv.ts";
import { crossingUrl, type FeedInfo, feedHost, LICENCE_URL, PUBLISHER } from "./feed-info.ts";
import { describeWholeChange } from "./words/describe-change.ts";
import { element, textElement, writeXml, type XmlNode } from "./xml.ts";

export const ATOM_NAMESPACE = "http://www.w3.org/2005/Atom";

const EPOCH: Instant = "1970-01-01T00:00:00.000Z";

/** Without the host, which may change (`PUBLIC_URL`): readers would show every old entry once more. */
const entryId = (change: Pick<Change, "id">): string => `urn:uuid:${change.id}`;

function writeEntry({ change, crossing }: ChangeAtCrossing, info: FeedInfo): XmlNode {
  const [title, ...more] = describeWholeChange(change, crossing);
  const rest = more.length > 0 ? ` (and ${more.length} more)` : "";
  const kinds = [...new Set(change.details.map((detail) => detail.kind))];
  const content = [title, ...more, `Seen at ${change.observedAt}, known since ${change.at}.`];
  return element(
    "entry",
    {},
    textElement("id", entryId(change)),
    textElement("title", `${title}${rest}`),
    textElement("updated", change.observedAt),
    element("link", { rel: "alternate", type: "text/html", href: crossingUrl(info, crossing.id) }),
    element("category", { term: crossing.id, label: crossing.name }),
    ...kinds.map((kind) => element("category", { term: kind })),
    element("content", { type: "text" }, content.join("\n")),
  );
}

export interface AtomOptions {
  /** Full address of the feed itself. */
  readonly selfUrl: string;
}

function compareNewest({ change: a }: ChangeAtCrossing, { change: b }: ChangeAtCrossing): number {
  if (a.observedAt !== b.observedAt) return a.observedAt < b.observedAt ? 1 : -1;
  return b.sequence - a.sequence;
}

/** By the time of the event, newest first, whatever order they come in. */
export function writeChangesAtom(
  changes: readonly ChangeAtCrossing[],
  info: FeedInfo,
  { selfUrl }: AtomOptions,
): string {
  // The feed itself is as new as what came to be known last; one without entries has the first instant there is.
  const updated = changes.map(({ change }) => change.at).reduce(laterOf, EPOCH);
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
      ...[...changes].sort(compareNewest).map((entry) => writeEntry(entry, info)),
    ),
  );
}
