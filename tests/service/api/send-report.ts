import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import {
  addPerson,
  ask,
  countRows,
  NOW,
  type OpenApi,
  openApi,
  type Person,
  Problem,
} from "./open-api.ts";

/** A report that is taken from any reporter at Torkham, but for what `over` changes. */
export const report = (over: object = {}) => ({
  id: randomUUID(),
  crossing: "torkham",
  observedAt: NOW,
  claims: [{ kind: "state", lanes: ["PK-AF/truck"], value: "closed" }],
  ...over,
});

export interface Sending {
  readonly body: string | object;
  /** Null: none. Left out: the sender's own. */
  readonly key?: string | null;
  readonly headers?: Record<string, string>;
  readonly query?: string;
}

/** Sends reports over HTTP as this person does. */
export function sendAs(api: OpenApi, person: Person) {
  function send({ body, key = person.key, headers = {}, query = "" }: Sending) {
    return ask(`${api.origin}/api/v1/reports${query}`, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        ...(key === null ? {} : { Authorization: `Bearer ${key}` }),
        ...headers,
      },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  }

  /** Sends, expects a refusal that leaves nothing behind, and gives it back. */
  async function refused(sending: Sending, status: number, code: string) {
    const before = await countRows(api.db);
    const reply = await send(sending);
    expect(reply.headers.get("content-type")).toContain("application/problem+json");
    const problem = Problem.parse(reply.json());
    expect({ status: reply.status, code: problem.code }, problem.detail).toEqual({ status, code });
    expect(problem.status).toBe(status);
    expect(await countRows(api.db)).toEqual(before);
    return { reply, problem };
  }
  return { send, refused };
}

export type Sender = ReturnType<typeof sendAs>;

/** An API, and a trusted reporter of Torkham who sends to it. */
export async function openForReporter() {
  const api = await openApi();
  const reporter = await addPerson(api.db, {
    role: "reporter",
    crossings: ["torkham"],
    isTrusted: true,
  });
  return { api, reporter, sender: sendAs(api, reporter) };
}
