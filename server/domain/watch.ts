/**
 * Watch: a wish to be told of crossings: a subject, a rule, when to tell, and a channel. A firm's belongs to the firm;
 * one by e-mail alone belongs to whoever reads that mail.
 */
import { z } from "zod";
import { CountryCode, type Crossing, CrossingId } from "./crossing.ts";
import { type WatchRule as Rule, WatchRule } from "./watch-rule.ts";
import { USUAL_TIMING, WatchTiming } from "./watch-timing.ts";

export const SUBJECT_KINDS = ["crossing", "corridor", "border", "country"] as const;

export const WatchSubject = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("crossing"), crossing: CrossingId }),
  z.strictObject({ kind: z.literal("corridor"), corridor: z.uuid().toLowerCase() }),
  z.strictObject({
    kind: z.literal("border"),
    border: z
      .string()
      .regex(/^[A-Z]{2}-[A-Z]{2}$/, "a border is two countries, AF-PK")
      .overwrite((text) => text.split("-").sort().join("-")),
  }),
  z.strictObject({ kind: z.literal("country"), country: CountryCode }),
]);
export type WatchSubject = z.output<typeof WatchSubject>;

/** RFC 5321, 4.5.3.1.3 */
const MAX_EMAIL_LENGTH = 254;

export const WatchEmail = z
  .email("is no e-mail address")
  .max(MAX_EMAIL_LENGTH, `is longer than ${MAX_EMAIL_LENGTH} characters`)
  .overwrite((text) => text.toLowerCase());

export const WATCH_CHANNELS = ["email", "webhook", "feed"] as const;

export const WatchChannel = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("email"), email: WatchEmail }),
  z.strictObject({ kind: z.literal("webhook"), endpoint: z.uuid().toLowerCase() }),
  z.strictObject({ kind: z.literal("feed") }),
]);
export type WatchChannel = z.output<typeof WatchChannel>;

/** Reasons for which a watch is parked until somebody changes it; any other is a mail server's own words. */
export const PARKED_LEFT = "left the firm";
export const PARKED_WEBHOOK = "webhook ended";
export const PARKED_CORRIDOR = "corridor ended";

/** Languages of mails: those of the pages. */
export const WATCH_LOCALES = ["en", "ur", "ps", "fa-AF"] as const;
export type WatchLocale = (typeof WATCH_LOCALES)[number];

const MAX_NAME_LENGTH = 100;

export const WatchInput = z.strictObject({
  /** Made by the sender: the same watch sent twice is one. */
  id: z.uuid("must be a UUID made by the sender"),
  name: z
    .string()
    .trim()
    .min(1, "give it a name; every message bears it")
    .max(MAX_NAME_LENGTH)
    .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), "has a broken character"),
  subject: WatchSubject,
  rule: WatchRule,
  timing: WatchTiming.default(USUAL_TIMING),
  channel: WatchChannel,
  locale: z.enum(WATCH_LOCALES).default("en"),
});
export type WatchInput = z.output<typeof WatchInput>;

/** A crossing's border, `AF-PK`: its countries in alphabetical order. */
export const borderOf = ({ sides }: Pick<Crossing, "sides">): string =>
  sides
    .map(({ country }) => country)
    .sort()
    .join("-");

/** Whether a subject takes a crossing in; of a corridor its firm decides. */
export function isSubject(
  subject: Exclude<WatchSubject, { kind: "corridor" }>,
  crossing: Crossing,
): boolean {
  switch (subject.kind) {
    case "crossing":
      return crossing.id === subject.crossing;
    case "border":
      return borderOf(crossing) === subject.border;
    case "country":
      return crossing.sides.some(({ country }) => country === subject.country);
  }
}

/** What an e-mail watch of the public asks for: whatever opens or shuts a gate. */
export const PUBLIC_RULE: Rule = {
  kind: "state",
  on: [
    "closed",
    "first_movement",
    "announced_reopening",
    "opened",
    "restricted",
    "exception_opened",
  ],
  direction: null,
  mode: null,
};
