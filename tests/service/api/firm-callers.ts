import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { expect } from "vitest";
import type { Role, Scope } from "#server/domain/actor.ts";
import type { FirmRole } from "#server/domain/firm.ts";
import { addFirm } from "../webhooks/builders.ts";
import {
  addPerson,
  ask,
  type OpenApi,
  openApi,
  type Person,
  Problem,
  type Reply,
} from "./open-api.ts";
import { openDoor } from "./open-door.ts";

/** The whole record is loaded, and other tests run beside. */
export const LOAD_MS = 180_000;

/** Every scope that a firm's key can have. */
export const FIRM_SCOPES = ["data:read", "watches:write", "keys:write"] as const;

/** A system of somebody's own that calls the API with a key. */
export interface ApiCaller extends Person {
  get(path: string, headers?: Record<string, string>): Promise<Reply>;
  send(method: string, path: string, body?: unknown): Promise<Reply>;
}

export function callerOf(origin: string, person: Person): ApiCaller {
  const auth = { Authorization: `Bearer ${person.key}` };
  const url = (path: string) => `${origin}/api/v1${path}`;
  return {
    ...person,
    get: (path, headers = {}) => ask(url(path), { headers: { ...auth, ...headers } }),
    send: (method, path, body) =>
      ask(url(path), {
        method,
        headers: body === undefined ? auth : { ...auth, "Content-Type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
  };
}

/** A member of a firm, a new one when none is named, with a key of these scopes. */
export async function addMemberKey(
  api: OpenApi,
  more: {
    readonly firmId?: string;
    readonly role?: FirmRole;
    readonly scopes?: readonly Scope[];
  } = {},
): Promise<Person & { readonly firmId: string }> {
  const { role = "owner", scopes = FIRM_SCOPES } = more;
  const firmId = more.firmId ?? (await addFirm(api.db));
  const person = await addPerson(api.db, { role: "firm", scopes });
  await api.db.execute(sql`insert into firm_members (firm_id, account_id, role)
    values (${firmId}::uuid, ${person.actor.accountId}::uuid, ${role})`);
  return { ...person, firmId };
}

/** A door before an API, and a firm whose owner has a key for everything. */
export async function openFirmApi() {
  const api = await openApi();
  const many = { perSecond: 1_000, burst: 10_000 };
  const door = await openDoor(api, { limits: { writes: many, reads: many } });
  const person = await addMemberKey(api);
  const { firmId } = person;
  return {
    api,
    origin: door.origin,
    firmId,
    owner: callerOf(door.origin, person),
    member: async (more: Parameters<typeof addMemberKey>[1] = {}) =>
      callerOf(door.origin, await addMemberKey(api, { firmId, ...more })),
    stranger: async () => callerOf(door.origin, await addMemberKey(api)),
    anybody: async (role: Role, scopes: readonly Scope[]) =>
      callerOf(door.origin, await addPerson(api.db, { role, scopes })),
    close: async () => {
      await door.close();
      await api.close();
    },
  };
}

export type FirmApi = Awaited<ReturnType<typeof openFirmApi>>;

export const WISH = {
  name: "Torkham trucks",
  subject: { kind: "crossing", crossing: "torkham" },
  rule: { kind: "state", on: ["closed"], direction: "PK-AF", mode: "truck" },
  channel: { kind: "feed" },
};
export const HOOK = "https://hooks.example.org/gatewatch";

/** A watch of the caller's firm; its id. */
export async function addWatch(by: ApiCaller): Promise<string> {
  const id = randomUUID();
  const made = await by.send("PUT", `/watches/${id}`, WISH);
  expect(made.status, made.text).toBe(201);
  return id;
}

/** A webhook of the caller's firm; its id. */
export async function addHook(by: ApiCaller): Promise<string> {
  const id = randomUUID();
  const made = await by.send("POST", "/webhooks", { id, url: HOOK });
  expect(made.status, made.text).toBe(201);
  return id;
}

/** The problem that a refusal tells, once it is one with this status. */
export function refused(reply: Reply, status: number) {
  const problem = Problem.parse(reply.json());
  expect(reply.status, problem.detail).toBe(status);
  return problem;
}
