/** What every feed says of itself. */
import type { Instant } from "#server/domain/time.ts";

export const PUBLISHER = "Gatewatch";
/** The licence of the repository, which covers what Gatewatch itself writes; sources keep their own rights. */
export const LICENCE_URL = "https://www.apache.org/licenses/LICENSE-2.0";

export interface FeedInfo {
  /** Where people reach this Gatewatch, without a slash at its end: `https://gatewatch.example`. */
  readonly publicUrl: string;
  /** The instant that the feed describes. */
  readonly at: Instant;
}

/** The host alone, for ids that must outlive ports and schemes. */
export const feedHost = ({ publicUrl }: FeedInfo): string => new URL(publicUrl).hostname;

export const crossingUrl = ({ publicUrl }: FeedInfo, slug: string): string =>
  `${publicUrl}/crossings/${slug}`;
