import type { FeedFlag, FeedReading } from "#server/domain/feed.ts";
import type { Instant } from "#server/domain/time.ts";
import { parseBwt } from "./bwt-schema.ts";
import { readPort } from "./read-port.ts";

/**
 * What one answer of CBP's border wait times says, by port number.
 * @param now when the answer came
 * @throws DomainError `invalid` when it is no array of ports
 */
export function readCbp(answer: unknown, now: Instant): FeedReading {
  const { ports, unreadable } = parseBwt(answer);
  const readings = ports.map((port) => readPort(port, now));
  const odd: FeedFlag[] =
    unreadable === 0
      ? []
      : [{ place: "", kind: "unknown_word", text: `${unreadable} entries are no ports` }];
  return {
    reports: readings.flatMap(({ reports }) => reports),
    flags: [...odd, ...readings.flatMap(({ flags }) => flags)],
  };
}
