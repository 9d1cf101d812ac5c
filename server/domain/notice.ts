/**
 * Notice: one thing that a watch has to tell somebody, whatever the channel. Its id is the `webhook-id` of every
 * attempt to deliver it (Standard Webhooks 1.0), so a receiver that keeps the ids it has seen is told once.
 */
import { z } from "zod";

/**
 * Every type of notice, as it is sent in `type` and chosen in an endpoint's filter. Closed list: receivers branch on
 * these names, so one that has been sent is never renamed.
 */
export const NOTICE_TYPES = [
  /** Lanes or exceptions of a crossing stand otherwise, as seen or as announced. */
  "crossing.state.changed",
  "crossing.level.changed",
  /** A figure went over or under the number that the watch names. */
  "crossing.figure.crossed",
  /** Nobody has said for too long what they see. */
  "crossing.silent",
  /** A closure lasts longer than the watch asks about. */
  "crossing.closure.long",
  "crossing.closure.planned",
  /** Somebody says that it will open; not that it has. */
  "crossing.reopening.announced",
  /** The first movement seen after a closure. */
  "crossing.movement.seen",
  /** What a digest gathered since the last. */
  "watch.digest",
  /** How many were held back by the watch's cap. */
  "watch.overflow",
  /** Somebody of the firm pressed the test button. */
  "webhook.test",
] as const;
export type NoticeType = (typeof NOTICE_TYPES)[number];

export const NoticeType = z.enum(NOTICE_TYPES, `must be one of ${NOTICE_TYPES.join(", ")}`);

/**
 * `waiting`: due or being tried; `sent`: it was taken; `failed`: the last try failed, or there is nobody to take it;
 * `dropped`: nobody wants it any more.
 */
export const NOTICE_STATES = ["waiting", "sent", "failed", "dropped"] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

/**
 * What every `data` says, beside what its type adds. `changeIds` are the ids that `GET /api/v1/changes?after=` gives,
 * oldest first, so that a receiver which was away can catch up there and sees what it has had already. Empty where no
 * change is told (`webhook.test`, a closure that merely goes on).
 */
export const NoticeData = z.looseObject({
  changeIds: z.array(z.uuid()),
});
export type NoticeData = z.output<typeof NoticeData>;
