import { sql } from "drizzle-orm";
import { afterEach } from "vitest";
import type { Database } from "#server/db/client.ts";
import { FeedInput } from "#server/domain/feed.ts";
import type { Instant } from "#server/domain/time.ts";
import { pollFeed } from "#server/feeds/poll-feed.ts";
import { createLog } from "#server/log.ts";
import { CBP_ANSWERED_AT } from "../../support/feeds/cbp-answer.ts";
import {
  type FeedServer,
  LOOPBACK_NETWORK,
  openFeedServer,
} from "../../support/feeds/feed-server.ts";
import { addAccount } from "../../support/reports.ts";

export const NOW = CBP_ANSWERED_AT;
const log = createLog({ level: "error", write: () => undefined });

const open: FeedServer[] = [];
export const serve = async (answer: FeedServer["answer"]) => {
  const server = await openFeedServer(answer);
  open.push(server);
  return server;
};
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

export const feedInput = (url: string, over: object = {}): FeedInput =>
  FeedInput.parse({
    id: "cbp",
    name: "US Customs and Border Protection",
    kind: "cbp_bwt",
    url,
    party: "US",
    intervalMinutes: 15,
    ...over,
  });

export const csvInput = (url: string, over: object = {}): FeedInput =>
  feedInput(url, {
    id: "gates",
    name: "Gate list",
    kind: "mapped_csv",
    party: null,
    mapping: {
      columns: {
        crossing: "gate",
        observed_at: "seen",
        state: "status",
        trucks_stranded: "trucks",
      },
      states: { offen: "open", zu: "closed" },
      zone: "Asia/Karachi",
    },
    ...over,
  });

export async function asAdmin(database: Database, now: Instant = NOW) {
  return { actor: await addAccount(database, "admin"), database, now };
}

export const poll = (database: Database, id: string, now: Instant = NOW) =>
  pollFeed(id, { database, network: LOOPBACK_NETWORK, now, random: 0.5, log });

export const countReports = async (database: Database, source: string) =>
  Number(
    (await database.execute(sql`select count(*) as n from reports where source_id = ${source}`))[0]
      ?.n,
  );

export const countChanges = async (database: Database, crossing: string) =>
  Number(
    (
      await database.execute(sql`select count(*) as n from changes where crossing_id = ${crossing}`)
    )[0]?.n,
  );

export const jobsOf = (database: Database) =>
  database.execute(sql`select key, run_at from graphile_worker.jobs where key like 'poll_feed %'`);

export const json =
  (value: unknown): FeedServer["answer"] =>
  (_, res) =>
    void res.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));

export const send =
  (body: string, type = "application/json"): FeedServer["answer"] =>
  (_, res) =>
    void res.writeHead(200, { "content-type": type }).end(body);
