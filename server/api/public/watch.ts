/** Watches as their firm sees them. */
import { z } from "zod";
import { WATCH_LOCALES, WatchChannel, WatchSubject } from "#server/domain/watch.ts";
import { WatchRule } from "#server/domain/watch-rule.ts";
import { WatchTiming } from "#server/domain/watch-timing.ts";
import { InstantOut } from "./shared.ts";

export const WatchOut = z
  .object({
    id: z.string(),
    name: z.string(),
    subject: WatchSubject,
    rule: WatchRule,
    timing: WatchTiming,
    channel: WatchChannel,
    feedUrl: z
      .string()
      .nullable()
      .meta({ description: "Of a watch by feed: its address, to be kept like a key" }),
    locale: z.enum(WATCH_LOCALES),
    zone: z.string().meta({ description: "IANA; hours are told by it" }),
    createdAt: InstantOut,
    parkedAt: InstantOut.nullable().meta({
      description:
        "What it needs is gone: its address takes no mail or is no member's, its webhook or corridor has ended; saved again, it goes on",
    }),
    parkedReason: z.string().nullable(),
    toldAt: InstantOut.nullable().meta({ description: "When it told last, of what was taken" }),
    told: z.number().meta({ description: "Messages in the last 30 days that were taken" }),
    waiting: z.number().meta({ description: "Messages that have not left yet" }),
    failed: z.number().meta({
      description: "Messages in the last 30 days that could not be sent",
    }),
  })
  .meta({ id: "Watch" });

export const DryRunOut = z.object({
  from: InstantOut,
  to: InstantOut,
  total: z.number(),
  mostInADay: z.number().meta({ description: "Most within 24 hours" }),
  messages: z
    .array(
      z.object({
        at: InstantOut,
        headline: z.string(),
        items: z.number().meta({ description: "How many things it tells" }),
        heldBack: z.number().meta({ description: "Of these, how many the cap had held back" }),
      }),
    )
    .meta({ description: "The first hundred" }),
  notCovered: z
    .array(z.enum(["silence", "level", "changes"]))
    .meta({ description: "What the past cannot say of this rule" }),
});
