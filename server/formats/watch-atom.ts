/** What a watch told, as an Atom feed (RFC 4287): an entry a notice, under the notice's own lasting id. */
import type { Instant } from "#server/domain/time.ts";
import type { WatchLocale } from "#server/domain/watch.ts";
import type { WatchNotice } from "#server/domain/watch-notice.ts";
import { ATOM_NAMESPACE } from "./changes-atom.ts";
import { crossingUrl, type FeedInfo, PUBLISHER } from "./feed-info.ts";
import { noticeHeadline, noticeText } from "./mail/notice-mail.ts";
import { element, textElement, writeXml, type XmlNode } from "./xml.ts";

export interface WatchFeed {
  readonly watch: { readonly id: string; readonly name: string; readonly createdAt: Instant };
  readonly locale: WatchLocale;
  /** IANA; times are told by it. */
  readonly zone: string;
  /** Newest first. */
  readonly notices: readonly { readonly id: string; readonly notice: WatchNotice }[];
  /** Full address of the feed itself, its token with it. */
  readonly selfUrl: string;
}

function writeEntry(
  { id, notice }: WatchFeed["notices"][number],
  { locale, zone }: Pick<WatchFeed, "locale" | "zone">,
  info: FeedInfo,
): XmlNode {
  const reader = { locale, zones: [zone] };
  const places = [...new Set(notice.items.map(({ crossing }) => crossing.id))];
  return element(
    "entry",
    {},
    textElement("id", `urn:uuid:${id}`),
    textElement("title", noticeHeadline(notice, reader)),
    textElement("updated", notice.at),
    ...places.map((place) =>
      element("link", { rel: "related", type: "text/html", href: crossingUrl(info, place) }),
    ),
    element("link", {
      rel: "alternate",
      type: "text/html",
      href: crossingUrl(info, places[0] ?? ""),
    }),
    element("content", { type: "text" }, noticeText(notice, reader).join("\n")),
  );
}

export function writeWatchAtom(feed: WatchFeed, info: FeedInfo): string {
  const { watch, notices, selfUrl } = feed;
  return writeXml(
    element(
      "feed",
      { xmlns: ATOM_NAMESPACE },
      textElement("id", `urn:uuid:${watch.id}`),
      textElement("title", `${PUBLISHER}: ${watch.name}`),
      textElement("updated", notices[0]?.notice.at ?? watch.createdAt),
      element("author", {}, textElement("name", PUBLISHER)),
      element("link", { rel: "self", type: "application/atom+xml", href: selfUrl }),
      element("link", { rel: "alternate", type: "text/html", href: info.publicUrl }),
      ...notices.map((notice) => writeEntry(notice, feed, info)),
    ),
  );
}
