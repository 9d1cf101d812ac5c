/** What is sent of a message, whatever the channel: the same fields in a webhook, behind a mail and in a feed. */
import type { State } from "./claim.ts";
import type { CountryCode, CrossingId, SourceLink } from "./crossing.ts";
import type { Freshness } from "./freshness.ts";
import type { NoticeType } from "./notice.ts";
import type { SourceKind } from "./source.ts";
import type { Instant } from "./time.ts";
import type { WatchWord } from "./watch-event.ts";
import type { WatchMessage } from "./watch-queue.ts";
import type { WatchRule } from "./watch-rule.ts";
import type { WatchTiming } from "./watch-timing.ts";

export interface NoticePlace {
  readonly id: CrossingId;
  readonly name: string;
  /** By language, where a source spells it so. */
  readonly localNames: Readonly<Record<string, string>>;
}

export interface NoticeItem {
  readonly crossing: NoticePlace;
  readonly at: Instant;
  readonly observedAt: Instant;
  readonly changeId: string | null;
  /** How often it changed until it was told. */
  readonly changes: number;
  readonly word: WatchWord;
  /** Whose word it is; null: time alone, or the crossing's own plan. */
  readonly source: {
    readonly name: string;
    readonly kind: SourceKind;
    readonly party: CountryCode | null;
    readonly links: readonly SourceLink[];
  } | null;
}

/** How one of several crossings stands at that moment. */
export interface NoticeStanding {
  readonly crossing: NoticePlace;
  /** Of the corridor's lane, else of the crossing as a whole. */
  readonly value: State | "partial";
  readonly freshness: Freshness;
  readonly lastWordAt: Instant | null;
}

export interface WatchNotice {
  readonly watch: { readonly id: string; readonly name: string };
  readonly at: Instant;
  /** Ids of the changes that it tells, oldest first. */
  readonly changeIds: readonly string[];
  readonly items: readonly NoticeItem[];
  /** How many of them the watch's cap had held back. */
  readonly heldBack: number;
  /** Of a corridor, border or country; empty for one crossing. */
  readonly board: readonly NoticeStanding[];
}

const RULE_TYPES = {
  state: "crossing.state.changed",
  level: "crossing.level.changed",
  figure: "crossing.figure.crossed",
  silence: "crossing.silent",
  closure_longer: "crossing.closure.long",
  planned: "crossing.closure.planned",
} as const satisfies Record<WatchRule["kind"], NoticeType>;

/** Under which type a message is sent: the narrowest that is true of all of it. */
export function noticeType(
  { rule, timing }: { readonly rule: WatchRule; readonly timing: WatchTiming },
  message: WatchMessage,
): NoticeType {
  if (message.heldBack > 0) return "watch.overflow";
  if (timing.digestHour !== null) return "watch.digest";
  const events = message.items.map(({ event: { word } }) => ("event" in word ? word.event : null));
  if (events.every((event) => event === "first_movement")) return "crossing.movement.seen";
  if (events.every((event) => event === "announced_reopening")) {
    return "crossing.reopening.announced";
  }
  return RULE_TYPES[rule.kind];
}
