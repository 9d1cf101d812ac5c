/** Watches as their firm sees them. */
import { z } from "zod";
import { WATCH_LOCALES, WatchChannel, WatchSubject } from "#server/domain/watch.ts";
import { WatchRule } from "#server/domain/watch-rule.ts";
import { WatchTiming } from "#server/domain/watch-timing.ts";
import { InstantOut } from "./shared.ts";

export const WatchOut = z.object({
  id: z.string(),
  name: z.string(),
  subject: WatchSubject,
  rule: WatchRule,
  timing: WatchTiming,
  channel: WatchChannel,
  locale: z.enum(WATCH_LOCALES),
  /** IANA; hours are told by it. */
  zone: z.string(),
  createdAt: InstantOut,
  /** What it needs is gone: its address takes no mail or is no member's, its webhook or corridor has ended. Saved again, it goes on. */
  parkedAt: InstantOut.nullable(),
  parkedReason: z.string().nullable(),
  /** When it told last, of what was taken. */
  toldAt: InstantOut.nullable(),
  /** Messages in the last 30 days that were taken. */
  told: z.number(),
  /** Messages that have not left yet. */
  waiting: z.number(),
  /** Messages in the last 30 days that could not be sent. */
  failed: z.number(),
});

export const DryRunOut = z.object({
  from: InstantOut,
  to: InstantOut,
  total: z.number(),
  /** Most within 24 hours. */
  mostInADay: z.number(),
  /** The first hundred. */
  messages: z.array(
    z.object({
      at: InstantOut,
      headline: z.string(),
      /** How many things it tells, and how many of them the cap had held back. */
      items: z.number(),
      heldBack: z.number(),
    }),
  ),
  /** What the past cannot say of this rule. */
  notCovered: z.array(z.enum(["silence", "level", "changes"])),
});
