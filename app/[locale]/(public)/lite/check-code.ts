/**
 * The check code: six signs that a text to be passed on and the page that its link opens have in common when both say
 * the same. It shows that a text was changed on its way; it is no signature, and whoever doubts believes the page.
 */
import { createHash } from "node:crypto";
import type { LiveStatus } from "#server/domain/live-status.ts";

/** Crockford's base 32: without letters that are taken for others when read aloud or copied by hand. */
const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 6;

type Stated = Pick<
  LiveStatus,
  "crossingId" | "at" | "lanes" | "exceptions" | "figures" | "alert" | "lastWordAt"
>;

/** What a text says, in a fixed order; who asked, and by what was known, is no part of it. */
function statedOf({ crossingId, at, lanes, exceptions, figures, alert, lastWordAt }: Stated) {
  return [
    crossingId,
    at,
    lanes.map(({ lane, value, since, lastSeen, gap, basis, contested }) => [
      lane,
      value,
      since?.text ?? null,
      lastSeen === null ? null : [lastSeen.value, lastSeen.at],
      gap ? basis : null,
      contested,
    ]),
    exceptions.map((one) => [one.class, one.direction, one.mode, one.state]),
    figures.map((one) => [one.metric, one.side, one.lane, one.low, one.best, one.high, one.asOf]),
    alert.level,
    lastWordAt,
  ];
}

export function checkCode(status: Stated): string {
  const digest = createHash("sha256")
    .update(JSON.stringify(statedOf(status)))
    .digest();
  return [...digest.subarray(0, LENGTH)].map((byte) => SIGNS[byte % SIGNS.length]).join("");
}
