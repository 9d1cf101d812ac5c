import { randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { generateSource } from "oazapfts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { judgeCrossing } from "#server/services/watches/judge-watch.ts";
import { createWebhookDelivery } from "#server/services/webhooks/deliver-notice.ts";
import { openReceiver, type Receiver } from "../../support/webhook-receiver.ts";
import { addMemberKey, LOAD_MS } from "./firm-callers.ts";
import { AUTH_SECRET, addPerson, type OpenApi, openApi, PUBLIC_URL } from "./open-api.ts";
import { type OpenDoor, openDoor } from "./open-door.ts";

/* A firm's own system, by the client that is generated from the document: it asks to be told, is told, and catches up. */

let api: OpenApi;
let door: OpenDoor;
let receiver: Receiver;
let folder: string;
let client: Client;
beforeAll(async () => {
  // The receiver's library holds a signature against the machine's clock.
  api = await openApi({ now: () => new Date().toISOString() });
  door = await openDoor(api);
  receiver = await openReceiver();
  // Inside of the repository, so that packages are found from there.
  const root = fileURLToPath(new URL("../../..", import.meta.url));
  folder = await mkdtemp(join(root, "node_modules/.gatewatch-client-"));
  const document = join(folder, "openapi.json");
  await writeFile(document, (await api.get("/api/v1/openapi.json")).text);
  const file = join(folder, "client.ts");
  await writeFile(file, await generateSource(document));
  // The file was made a moment ago by the generator, from our own document.
  client = (await import(pathToFileURL(file).href)) as Client;
  client.defaults.baseUrl = `${door.origin}/api/v1`;
}, LOAD_MS);
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await receiver.close();
  await door.close();
  await api.close();
});

interface Answer<Data> {
  readonly status: number;
  readonly data: Data;
}
interface Notice {
  readonly id: string;
  readonly state: string;
  readonly attempts: readonly { readonly outcome: string; readonly status: number }[];
}
/** What the test uses of the client. */
interface Client {
  readonly defaults: { baseUrl: string; headers: Record<string, string> };
  dryRunWatch(body: object): Promise<Answer<{ total: number }>>;
  saveWatch(id: string, body: object): Promise<Answer<{ isNew: boolean }>>;
  getWatch(id: string): Promise<Answer<{ told: number }>>;
  endWatch(id: string): Promise<Answer<object>>;
  addWebhook(body: object): Promise<Answer<{ secret: string | null }>>;
  listNotices(query: object): Promise<Answer<{ notices: Notice[]; next: string | null }>>;
  getNotice(id: string): Promise<Answer<Notice & { data: { changeIds: string[] } }>>;
  replayNotice(id: string): Promise<Answer<{ noticeId: string }>>;
  listChanges(query: object): Promise<Answer<{ changes: { id: string }[]; next: string }>>;
  submitReport(body: object): Promise<Answer<{ isRepeat: boolean }>>;
}

const as = ({ key }: { readonly key: string }) => {
  client.defaults.headers = { Authorization: `Bearer ${key}` };
};

/** Where the list of changes ends now. */
async function endOfChanges(): Promise<string> {
  let after: string | undefined;
  for (;;) {
    const { data } = await client.listChanges({ after, limit: 1_000 });
    if (data.changes.length === 0) return data.next;
    after = data.next;
  }
}

test("a generated client makes a watch and a webhook, is told, sends again and catches up", async () => {
  const owner = await addMemberKey(api, { scopes: ["data:read", "watches:write"] });
  const reporter = await addPerson(api.db, {
    role: "reporter",
    crossings: ["torkham"],
    isTrusted: true,
  });
  const deliver = createWebhookDelivery({
    database: api.db,
    authSecret: AUTH_SECRET,
    publicUrl: PUBLIC_URL,
    nowMs: Date.now,
    isExercise: false,
  });
  as(owner);
  const subject = { kind: "crossing", crossing: "torkham" };
  const rule = { kind: "state", on: ["closed", "opened"], direction: "PK-AF", mode: "truck" };
  expect((await client.dryRunWatch({ subject, rule })).data.total).toBeGreaterThan(0);

  // In capitals, as some programs write ids: the secret is found all the same.
  const [watchId, endpointId] = [randomUUID(), randomUUID().toUpperCase()];
  const added = await client.addWebhook({ id: endpointId, url: receiver.url });
  expect(added.status).toBe(201);
  receiver.secrets = [added.data.secret ?? ""];
  const timing = { digestHour: null, quiet: null, gatherMinutes: 0, dampMinutes: 0, capPerHour: 9 };
  const channel = { kind: "webhook", endpoint: endpointId };
  const wish = { name: "Torkham trucks", subject, rule, timing, channel };
  expect((await client.saveWatch(watchId, wish)).data.isNew).toBe(true);

  const before = await endOfChanges();
  as(reporter);
  const sent = await client.submitReport({
    id: randomUUID(),
    crossing: "torkham",
    observedAt: new Date().toISOString(),
    claims: [{ kind: "state", lanes: ["PK-AF/truck"], value: "open" }],
  });
  expect(sent.status).toBe(201);
  as(owner);
  expect(await judgeCrossing(api.db, "torkham", new Date().toISOString())).toBe(1);

  const waiting = await client.listNotices({ watchId, state: "waiting" });
  const [notice] = waiting.data.notices;
  const noticeId = notice?.id ?? "";
  expect(await deliver(noticeId)).toBe("sent");
  const told = await client.listNotices({ endpointId });
  expect(told.data.next).toBeNull();
  expect(told.data.notices).toMatchObject([
    { id: noticeId, state: "sent", attempts: [{ outcome: "sent", status: 204 }] },
  ]);
  expect((await client.getWatch(watchId)).data.told).toBe(1);

  expect((await client.replayNotice(noticeId)).data).toEqual({ noticeId });
  expect((await client.replayNotice(noticeId)).status).toBe(409);
  expect(await deliver(noticeId)).toBe("sent");
  expect(receiver.refused).toEqual([]);
  // Under the same id, the same bytes.
  expect(receiver.received.map(({ id }) => id)).toEqual([noticeId, noticeId]);
  expect(receiver.bodies.get(noticeId)?.size).toBe(1);

  const { data } = (await client.getNotice(noticeId)).data;
  const missed = (await client.listChanges({ after: before })).data.changes.map(({ id }) => id);
  expect(data.changeIds).toHaveLength(1);
  expect(missed).toContain(data.changeIds[0]);
  expect(receiver.received[0]?.data.changeIds).toEqual(data.changeIds);

  expect((await client.endWatch(watchId)).status).toBe(200);
  expect((await client.getWatch(watchId)).status).toBe(404);
  expect((await client.listNotices({ watchId })).data.notices).toHaveLength(1);
}, 60_000);
