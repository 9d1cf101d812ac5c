/** What an SMS is answered with, in the sender's language. */
import type { Claim } from "#server/domain/claim.ts";
import type { Instant } from "#server/domain/time.ts";
import { toMs } from "#server/domain/time.ts";
import { type RelayCrossing, type RelayQuestion, SMS_CHARS } from "./relay-code.ts";
import { REPLY_WORDS, type ReplyLanguage, type ReplyWords } from "./reply-words.ts";

/** Three messages in UCS-2 (3GPP TS 23.040): a letter of Arabic script makes each of them 67 characters. */
export const MAX_REPLY_CHARS = 201;

/**
 * The reply as it can be sent. English: one message, in letters of GSM 03.38, which every phone has; another letter
 * would make it three times as dear, and cut it at 70.
 */
export function smsText(text: string, language: ReplyLanguage): string {
  const isEnglish = language === "en";
  const plain = isEnglish
    ? text
        .replace(/[\u2010-\u2015]/g, "-")
        .normalize("NFD")
        .replace(/[^\n\x20-\x5a\x61-\x7a]/g, "")
    : text.toWellFormed().replace(/\p{Cc}/gu, "");
  const most = isEnglish ? SMS_CHARS : MAX_REPLY_CHARS;
  return plain.length > most ? `${plain.slice(0, most - 3)}...` : plain;
}

const fill = (text: string, name: string, value: string) => text.replaceAll(`{${name}}`, value);

function lanesText(lanes: readonly string[], crossing: RelayCrossing, words: ReplyWords): string {
  if (lanes.length === crossing.lanes.length) return words.allLanes;
  const byDirection = Map.groupBy(
    crossing.lanes.filter(({ id }) => lanes.includes(id)),
    (lane) => lane.direction,
  );
  return [...byDirection]
    .map(([direction, some]) => {
      const all = crossing.lanes.filter((lane) => lane.direction === direction);
      if (all.length === some.length) return direction;
      return `${direction} ${some.map((lane) => words.modes[lane.mode]).join("+")}`;
    })
    .join(words.comma);
}

function rangeText({ low, high }: { readonly low: number; readonly high: number | null }): string {
  if (high === null) return `${low}+`;
  return low === high ? String(low) : `${low}-${high}`;
}

function claimText(claim: Claim, crossing: RelayCrossing, words: ReplyWords): string {
  switch (claim.kind) {
    case "state": {
      const value = words.values[claim.value];
      const said = claim.track === "announced" ? fill(words.announced, "value", value) : value;
      return `${said} ${lanesText(claim.lanes, crossing, words)}`;
    }
    case "count": {
      const place = claim.side ?? claim.lane;
      return `${words.metrics[claim.metric]} ${rangeText(claim)}${place === null ? "" : ` ${place}`}`;
    }
    case "posture": {
      const posture = words.postures[claim.value];
      return fill(fill(words.forces, "side", claim.side), "posture", posture);
    }
    case "outlook":
      return claim.quote;
    case "no_change":
      return words.noChange;
  }
}

interface Said {
  readonly crossing: (RelayCrossing & LocalNames) | null;
  readonly claims: readonly Claim[];
  readonly observedAt: Instant | null;
  readonly zone: string | null;
}
interface LocalNames {
  readonly localNames?: Readonly<Partial<Record<string, string>>>;
}

/** As the code itself writes days and clocks. */
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

function nameIn(language: ReplyLanguage, { name, localNames }: RelayCrossing & LocalNames): string {
  if (language === "en") return name;
  return localNames?.[language === "fa-AF" ? "fa" : language] ?? name;
}

/** What was understood, in one line: `Torkham: closed PK-AF; trucks 107. 15 Oct 10:15 PK.` */
export function saidText(
  { crossing, claims, observedAt, zone }: Said,
  language: ReplyLanguage,
): string {
  if (crossing === null) return "";
  const words = REPLY_WORDS[language];
  const what = claims.map((claim) => claimText(claim, crossing, words)).join(words.semicolon);
  const when =
    observedAt === null || zone === null
      ? ""
      : ` ${timeText(observedAt, zone, crossing)}${words.stop}`;
  return `${nameIn(language, crossing)}${what === "" ? "" : `: ${what}`}${words.stop}${when}`;
}

/** A question, and what may be written instead. */
export function questionText(
  { kind, word, options }: RelayQuestion,
  language: ReplyLanguage,
): string {
  const words = REPLY_WORDS[language];
  const [first] = options;
  if (kind === "no_time" && first !== undefined) return fill(words.noTimeButCount, "count", first);
  const asked = fill(words.questions[kind], "word", word);
  if (first === undefined) return asked;
  const ways = kind === "which_time" ? options.map((clock) => `1015${clock}`) : options;
  return `${asked} ${fill(words.write, "options", ways.slice(0, 3).join(words.or))}`;
}
