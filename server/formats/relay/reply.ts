/** What an SMS is answered with: English in letters that every phone has, one message. */
import type { Claim } from "#server/domain/claim.ts";
import type { Instant } from "#server/domain/time.ts";
import { toMs } from "#server/domain/time.ts";
import { type RelayCrossing, type RelayQuestion, SMS_CHARS } from "./relay-code.ts";

/** Letters outside of GSM 03.38 would make the message three times as dear, and cut it at 70. */
export function smsText(text: string): string {
  const plain = text
    .replace(/[\u2010-\u2015]/g, "-")
    .normalize("NFD")
    .replace(/[^\n\x20-\x5a\x61-\x7a]/g, "");
  return plain.length > SMS_CHARS ? `${plain.slice(0, SMS_CHARS - 3)}...` : plain;
}

const METRICS: Readonly<Record<Extract<Claim, { kind: "count" }>["metric"], string>> = {
  people_stranded: "people",
  trucks_stranded: "trucks",
  people_crossed_24h: "people crossed",
  trucks_crossed_24h: "trucks crossed",
  wait_minutes: "wait min",
};

function lanesText(lanes: readonly string[], crossing: RelayCrossing): string {
  if (lanes.length === crossing.lanes.length) return "all lanes";
  const byDirection = Map.groupBy(
    crossing.lanes.filter(({ id }) => lanes.includes(id)),
    (lane) => lane.direction,
  );
  return [...byDirection]
    .map(([direction, some]) => {
      const all = crossing.lanes.filter((lane) => lane.direction === direction);
      if (all.length === some.length) return direction;
      return `${direction} ${some.map((lane) => lane.mode).join("+")}`;
    })
    .join(", ");
}

function rangeText({ low, high }: { readonly low: number; readonly high: number | null }): string {
  if (high === null) return `${low}+`;
  return low === high ? String(low) : `${low}-${high}`;
}

function claimText(claim: Claim, crossing: RelayCrossing): string {
  switch (claim.kind) {
    case "state": {
      const value = claim.track === "announced" ? `announced ${claim.value}` : claim.value;
      return `${value} ${lanesText(claim.lanes, crossing)}`;
    }
    case "count": {
      const place = claim.side ?? claim.lane;
      return `${METRICS[claim.metric]} ${rangeText(claim)}${place === null ? "" : ` ${place}`}`;
    }
    case "posture":
      return `forces ${claim.side} ${claim.value.replace("_", " ")}`;
    case "outlook":
      return claim.quote;
    case "no_change":
      return "no change";
  }
}

interface Said {
  readonly crossing: RelayCrossing | null;
  readonly claims: readonly Claim[];
  readonly observedAt: Instant | null;
  readonly zone: string | null;
}

function timeText(at: Instant, zone: string, crossing: RelayCrossing): string {
  const clock = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(toMs(at));
  const country = crossing.sides.find((side) => side.zone === zone)?.country ?? "UTC";
  return `${clock.replace(",", "")} ${country}`;
}

/** What was understood, in one line: `Torkham: closed PK-AF; trucks 107. 15 Oct 10:15 PK.` */
export function saidText({ crossing, claims, observedAt, zone }: Said): string {
  if (crossing === null) return "";
  const what = claims.map((claim) => claimText(claim, crossing)).join("; ");
  const when =
    observedAt === null || zone === null ? "" : ` ${timeText(observedAt, zone, crossing)}.`;
  return `${crossing.name}${what === "" ? "" : `: ${what}`}.${when}`;
}

const orWrite = (options: readonly string[]) =>
  options.length === 0 ? "" : ` Write ${options.slice(0, 3).join(" or ")}.`;

/** A question as one sentence. */
export function questionText({ kind, word, options }: RelayQuestion): string {
  switch (kind) {
    case "empty":
      return "The message is empty. Write for example TKM C OUT T107 P40 1015";
    case "too_long":
      return "The message is too long. Send one report.";
    case "which_crossing":
      return `Which crossing is ${word}?${orWrite(options)}`;
    case "which_time":
      return `Which time, on whose clock? ${word} does not fit.${orWrite(options.map((o) => `1015${o}`))}`;
    case "no_time":
      return options.length === 0
        ? "At what time? Add it, such as 1015."
        : `At what time? ${options[0]} is a count. Add a time such as 1015.`;
    case "no_such_day":
      return "Which day? No calendar has that one.";
    case "unknown_word":
      return `What is ${word}?`;
    case "time_or_count":
      return `Is ${word} a time or a count?${orWrite(options)}`;
    case "no_lane":
      return `Which lanes are ${word}?${orWrite(options)}`;
    case "which_lanes":
      return `Which direction is ${word} for?${orWrite(options)}`;
    case "says_nothing":
      return "What was seen there?";
    case "mark_length":
      return "After the * there should be 28 characters. Send the code again.";
    case "mark_check":
      return "A character of the code is wrong. Send it again.";
  }
}
