import { accountsRouter } from "./routers/accounts.ts";
import { alertsRouter } from "./routers/alerts.ts";
import { announcementsRouter } from "./routers/announcements.ts";
import { changesRouter } from "./routers/changes.ts";
import { closuresRouter } from "./routers/closures.ts";
import { correctionsRouter } from "./routers/corrections.ts";
import { corridorsRouter } from "./routers/corridors.ts";
import { crossingsRouter } from "./routers/crossings.ts";
import { daysRouter } from "./routers/days.ts";
import { deskRouter } from "./routers/desk.ts";
import { feedsRouter } from "./routers/feeds.ts";
import { fieldRouter } from "./routers/field.ts";
import { firmsRouter } from "./routers/firms.ts";
import { importsRouter } from "./routers/imports.ts";
import { incidentsRouter } from "./routers/incidents.ts";
import { keysRouter } from "./routers/keys.ts";
import { noticesRouter } from "./routers/notices.ts";
import { photosRouter } from "./routers/photos.ts";
import { relayRouter } from "./routers/relay.ts";
import { remindersRouter } from "./routers/reminders.ts";
import { replayRouter } from "./routers/replay.ts";
import { reportsRouter } from "./routers/reports.ts";
import { threadsRouter } from "./routers/threads.ts";
import { watchesRouter } from "./routers/watches.ts";
import { webhooksRouter } from "./routers/webhooks.ts";
import { router } from "./trpc.ts";

/** Everything that can be asked of Gatewatch, one router a noun. */
export const appRouter = router({
  crossings: crossingsRouter,
  closures: closuresRouter,
  days: daysRouter,
  changes: changesRouter,
  incidents: incidentsRouter,
  imports: importsRouter,
  announcements: announcementsRouter,
  alerts: alertsRouter,
  reminders: remindersRouter,
  replay: replayRouter,
  reports: reportsRouter,
  corrections: correctionsRouter,
  relay: relayRouter,
  photos: photosRouter,
  field: fieldRouter,
  feeds: feedsRouter,
  desk: deskRouter,
  accounts: accountsRouter,
  keys: keysRouter,
  threads: threadsRouter,
  webhooks: webhooksRouter,
  notices: noticesRouter,
  firms: firmsRouter,
  corridors: corridorsRouter,
  watches: watchesRouter,
});

export type AppRouter = typeof appRouter;
