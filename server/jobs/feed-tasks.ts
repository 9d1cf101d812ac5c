/** Feeds: one job each, two at a time. A feed that fails is written down and not thrown, so none holds up another. */
import type { TaskList } from "graphile-worker";
import { z } from "zod";
import type { Database } from "#server/db/client.ts";
import { CrossingId } from "#server/domain/crossing.ts";
import { addMs, fromMs, SECOND_MS } from "#server/domain/time.ts";
import { type FeedNetwork, pollFeed } from "#server/feeds/poll-feed.ts";
import type { Log } from "#server/log.ts";
import {
  POLL_FEED_TASK,
  scheduleFeed,
  scheduleOverdueFeeds,
} from "#server/services/feeds/schedule-feed.ts";
import { createTurns } from "./turns.ts";

const FeedJob = z.object({ feedId: CrossingId });
const OVERDUE_FEEDS_TASK = "overdue_feeds";
/** However slow feeds are, the worker has places left for what people wait for. */
const AT_ONCE = 2;
const WAIT_MS = 5 * SECOND_MS;

/** A process that died in the middle of a try has left nothing that would ask again. */
export const FEED_CRONTAB = `*/10 * * * * ${OVERDUE_FEEDS_TASK}`;

export interface FeedTaskOptions {
  readonly database: Database;
  readonly nowMs: () => number;
  readonly log: Log;
  /** Absent: nothing is asked (an exercise). */
  readonly feedNetwork?: FeedNetwork | undefined;
}

export function feedTasks({ database, nowMs, log, feedNetwork }: FeedTaskOptions): TaskList {
  const turns = createTurns(AT_ONCE);
  return {
    [POLL_FEED_TASK]: async (payload) => {
      if (feedNetwork === undefined) return;
      const { feedId } = FeedJob.parse(payload);
      const now = fromMs(nowMs());
      const end = turns.take();
      if (end === null) return scheduleFeed(database, feedId, addMs(now, WAIT_MS));
      try {
        await pollFeed(feedId, { database, network: feedNetwork, now, random: Math.random(), log });
      } finally {
        end();
      }
    },
    [OVERDUE_FEEDS_TASK]: async () => {
      if (feedNetwork !== undefined) await scheduleOverdueFeeds(database, fromMs(nowMs()));
    },
  };
}
