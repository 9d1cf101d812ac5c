import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { createApiHandler } from "#server/api/handler.ts";
import type { Database } from "#server/db/client.ts";
import type { Actor, Role, Scope } from "#server/domain/actor.ts";
import type { Instant } from "#server/domain/time.ts";
import { createSnapshot } from "#server/live/snapshot.ts";
import { createLog } from "#server/log.ts";
import { createDiskStore } from "#server/photos/disk-store.ts";
import { createPhotoEncoder } from "#server/photos/encode-photo.ts";
import { addKey } from "#server/services/accounts/add-key.ts";
import { OPERATOR } from "#server/services/accounts/audit.ts";
import { importRecord } from "#server/services/record/import-record.ts";
import { readRecordFiles } from "#server/services/record/read-files.ts";
import { type FeedAddress, watchFeedUrl } from "#server/services/watches/watch-feed.ts";
import { openOwnDatabase } from "../../support/database.ts";

export const NOW: Instant = "2026-11-22T16:00:00.000Z";
export const AUTH_SECRET = "the secret of a server that is tested";
export const PUBLIC_URL = "https://gatewatch.example";
const DATA = new URL("../../../data", import.meta.url).pathname;

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  json(): Record<string, unknown>;
}

/** What a refusal looks like from outside. */
export const Problem = z.strictObject({
  type: z.string().regex(/^\/api\/v1\/docs#problem-[a-z_]+$/),
  title: z.string().min(1),
  status: z.number(),
  detail: z.string().min(1),
  instance: z.string().startsWith("urn:gatewatch:request:"),
  message: z.string(),
  code: z.string(),
  fields: z.array(z.strictObject({ path: z.string(), message: z.string().min(1) })).optional(),
  retryAfterSeconds: z.number().optional(),
  newestId: z.uuid().optional(),
  requestId: z.string().min(1),
});

export async function listenOn(listener: RequestListener) {
  // Longer than a test that keeps the machine busy: else its next request goes into a connection just closed.
  const server = createServer({ keepAliveTimeout: 60_000 }, listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A server that listens on TCP has an address of this kind.
  const { port } = server.address() as AddressInfo;
  return { server, origin: `http://127.0.0.1:${port}` };
}

export async function ask(url: string, init: RequestInit = {}): Promise<Reply> {
  const response = await fetch(url, { redirect: "manual", ...init });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: () => z.record(z.string(), z.unknown()).parse(JSON.parse(text)),
  };
}

/** Names and addresses that must never be seen from outside. */
export const REAL_NAME = "Gulalai Realname";

export interface Person {
  readonly actor: Actor;
  readonly pseudonym: string;
  /** An API key of theirs. */
  readonly key: string;
}

export interface PersonOptions {
  readonly role: Role;
  readonly crossings?: readonly string[];
  readonly isTrusted?: boolean;
  readonly scopes?: readonly Scope[];
}

export async function addPerson(database: Database, options: PersonOptions): Promise<Person> {
  const accountId = randomUUID();
  const email = `${accountId}@secret.example`;
  const pseudonym = `Observer ${accountId.slice(0, 4)}`;
  const { role, crossings = [], isTrusted = false, scopes = ["reports:write"] } = options;
  await database.execute(sql`insert into accounts (id, email, name, pseudonym, role)
    values (${accountId}, ${email}, ${REAL_NAME}, ${pseudonym}, ${role})`);
  for (const id of crossings) {
    await database.execute(sql`insert into account_crossings (crossing_id, account_id, is_trusted)
      values (${id}, ${accountId}, ${isTrusted})`);
  }
  const ctx = { actor: OPERATOR, database, now: NOW };
  const { key } = await addKey(ctx, { email, scopes: [...scopes] });
  const actor = { accountId, role, name: REAL_NAME, crossingIds: [...crossings] };
  return { actor, pseudonym, key };
}

/** The API over a database of its own with the whole record in it, listening on a free port; its clock stands unless given. */
export async function openApi({ now = () => NOW }: { readonly now?: () => Instant } = {}) {
  const database = await openOwnDatabase();
  await importRecord(database.db, await readRecordFiles(DATA), now());
  const logged: string[] = [];
  const folder = mkdtempSync(join(tmpdir(), "gatewatch-photos-"));
  let signedIn: Actor | null = null;
  const deps = {
    database: database.db,
    snapshot: createSnapshot({ nowMs: () => Date.parse(now()) }),
    log: createLog({ level: "debug", pretty: false, write: (line) => void logged.push(line) }),
    now,
    publicUrl: PUBLIC_URL,
    authSecret: AUTH_SECRET,
    watchFeedUrl: (address: FeedAddress) =>
      watchFeedUrl({ authSecret: AUTH_SECRET, publicUrl: PUBLIC_URL }, address),
    readActor: async () => signedIn,
    photos: { store: createDiskStore(folder), encode: createPhotoEncoder() },
  };
  const handler = createApiHandler(deps);
  const { server, origin } = await listenOn((req, res) => void handler(req, res));
  return {
    db: database.db,
    deps,
    handler,
    logged,
    origin,
    signIn: (actor: Actor | null) => {
      signedIn = actor;
    },
    get: (path: string, headers: Record<string, string> = {}) =>
      ask(`${origin}${path}`, { headers }),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type OpenApi = Awaited<ReturnType<typeof openApi>>;

/** How many rows stand in every table that a report writes to. */
export async function countRows(database: Database): Promise<Record<string, number>> {
  const [row] = await database.execute<Record<string, string>>(sql`select
    (select count(*) from reports) as reports, (select count(*) from claims) as claims,
    (select count(*) from report_states) as states, (select count(*) from review_events) as events,
    (select count(*) from sources) as sources, (select count(*) from changes) as changes,
    (select count(*) from figure_buckets) as buckets`);
  return Object.fromEntries(Object.entries(row ?? {}).map(([name, n]) => [name, Number(n)]));
}
