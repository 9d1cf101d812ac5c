import type { NoticeType } from "#server/domain/notice.ts";

/** The key under `webhooks.type` of each type: a key of messages holds no full stop. */
export const TYPE_WORDS = {
  "crossing.state.changed": "stateChanged",
  "crossing.level.changed": "levelChanged",
  "crossing.figure.crossed": "figureCrossed",
  "crossing.silent": "silent",
  "crossing.closure.long": "closureLong",
  "crossing.closure.planned": "closurePlanned",
  "crossing.reopening.announced": "reopeningAnnounced",
  "crossing.movement.seen": "movementSeen",
  "watch.digest": "digest",
  "watch.overflow": "overflow",
  "webhook.test": "test",
} as const satisfies Record<NoticeType, string>;
