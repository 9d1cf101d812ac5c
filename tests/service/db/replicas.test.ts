import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createDatabase, type DatabaseClient } from "#server/db/client.ts";
import { createReplicas, type Replicas } from "#server/db/replicas.ts";
import { createLog } from "#server/log.ts";
import { startPostgres } from "../../support/postgres.ts";

const log = createLog({ level: "error" });
const START_MS = 60_000;
/** Long enough for several looks at a replica. */
const A_WHILE_MS = 400;

type Postgres = Awaited<ReturnType<typeof startPostgres>>;

const folder = mkdtempSync(join(tmpdir(), "gatewatch-replicas-"));
const folders = { primary: join(folder, "primary"), standby: join(folder, "standby") };
let servers: { primary: Postgres; standby: Postgres };
let primary: DatabaseClient;
let standby: DatabaseClient;
let replicas: Replicas;

/** A standby is a copy of the primary's files that follows its log. */
async function startBoth(): Promise<void> {
  mkdirSync(folders.primary);
  const first = await startPostgres({ dataDir: folders.primary, log });
  await first.stop();
  // Node's own copy does not keep the owner, and Postgres refuses another's files.
  execFileSync("cp", ["-a", folders.primary, folders.standby]);
  const again = await startPostgres({ dataDir: folders.primary, log });
  const { hostname, port, username, password } = new URL(again.url);
  writeFileSync(join(folders.standby, "postgres", "standby.signal"), "");
  const from = `host=${hostname} port=${port} user=${username} password=${password}`;
  const following = await startPostgres({
    dataDir: folders.standby,
    log,
    settings: [`primary_conninfo=${from}`],
  });
  servers = { primary: again, standby: following };
}

beforeAll(async () => {
  await startBoth();
  primary = createDatabase(servers.primary.url, { max: 2 });
  standby = createDatabase(servers.standby.url, { max: 1 });
  await primary.sql`create table words (word text)`;
  replicas = createReplicas({ urls: [servers.standby.url], primary, max: 2, log });
}, START_MS);

afterAll(async () => {
  await replicas.close();
  await Promise.all([primary.close(), standby.close()]);
  await servers.standby.stop();
  await servers.primary.stop();
  rmSync(folder, { recursive: true, force: true });
});

const untilPicked = () => vi.waitFor(() => expect(replicas.pick()).not.toBeNull(), 5_000);
const aWhile = () => new Promise((done) => setTimeout(done, A_WHILE_MS));

test("a replica is read from once it has what is known", async () => {
  await untilPicked();
  await primary.sql`insert into words values ('closed')`;
  replicas.fallBehind();
  expect(replicas.pick()).toBeNull();
  await untilPicked();
  const rows = await replicas.pick()?.execute("select word from words");
  expect([...(rows ?? [])]).toEqual([{ word: "closed" }]);
});

test("a replica that lags is not read from until it has caught up", async () => {
  await standby.sql`select pg_wal_replay_pause()`;
  await primary.sql`insert into words values ('open')`;
  replicas.fallBehind();
  await aWhile();
  expect(replicas.pick()).toBeNull();
  await standby.sql`select pg_wal_replay_resume()`;
  await untilPicked();
});

test("a primary is no replica", async () => {
  const wrong = createReplicas({ urls: [servers.primary.url], primary, max: 1, log });
  await aWhile();
  expect(wrong.pick()).toBeNull();
  await wrong.close();
});

test("a replica that is away is left out", async () => {
  await untilPicked();
  await servers.standby.stop();
  replicas.fallBehind();
  await aWhile();
  expect(replicas.pick()).toBeNull();
});
