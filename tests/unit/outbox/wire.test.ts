import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readSkew } from "#app/_client/outbox/device-skew.ts";
import { newEntry } from "#app/_client/outbox/ladder.ts";
import type { ReportBody } from "#app/_client/outbox/outbox-entry.ts";
import { reportBody } from "#app/_client/outbox/report-body.ts";
import { readAnswer } from "#app/_client/outbox/send-report.ts";
import { storageState } from "#app/_client/outbox/storage-state.ts";
import { ReportInput } from "#server/domain/report-input.ts";
import { DAY_MS } from "#server/domain/time.ts";
import registry from "../../../data/crossings.json" with { type: "json" };

const ID = "0199e0a8-7f3a-7000-8000-000000000001";
const BODY = { id: ID, crossing: "torkham", observedAt: "2025-10-15T12:00:00Z", claims: [] };
const NOW_MS = Date.parse("2025-10-15T12:00:00Z");

function bytesOf(body: Omit<ReportBody, "id" | "observedAt">, skewMs: number | null) {
  const report = {
    body: { id: ID, observedAt: "2025-10-15T12:00:00Z", ...body },
    accountId: "a",
    clock: skewMs === null ? null : { skewMs, uncertaintyMs: 12_345 },
    isTypedTime: false,
  };
  const text = reportBody(newEntry(report, NOW_MS), NOW_MS);
  expect(ReportInput.safeParse(JSON.parse(text)).success).toBe(true);
  return Buffer.byteLength(text);
}

const slugs: string[] =
  JSON.stringify(registry)
    .match(/"id":"[a-z0-9-]+"/g)
    ?.map((one) => one.slice(6, -1)) ?? [];
const longest = slugs.reduce((a, b) => (a.length >= b.length ? a : b));

describe("what a report costs on the wire", () => {
  test.each([null, 0, DAY_MS, -DAY_MS])(
    "nothing changed: at most 200 bytes (skew %s)",
    (skewMs) => {
      const claims = [{ kind: "no_change" }];
      expect(bytesOf({ crossing: "torkham", claims }, skewMs)).toBeLessThanOrEqual(200);
      expect(bytesOf({ crossing: longest, claims }, skewMs)).toBeLessThanOrEqual(200);
    },
  );

  test("a state for every lane: at most 350 bytes; a full report with a note: at most 1,200", () => {
    const lanes = ["pedestrian", "passenger", "truck"].flatMap((mode) => [
      `PK-AF/${mode}`,
      `AF-PK/${mode}`,
    ]);
    const state = { kind: "state", lanes, value: "closed" };
    expect(bytesOf({ crossing: "torkham", claims: [state] }, 0)).toBeLessThanOrEqual(350);
    const full = {
      crossing: "torkham",
      claims: [
        {
          ...state,
          cause: "clash",
          exceptions: [{ class: "returnees", direction: "PK-AF", state: "open" }],
        },
        {
          kind: "count",
          metric: "people_stranded",
          word: "hundreds",
          basis: "estimated",
          side: "PK",
        },
        { kind: "count", metric: "trucks_stranded", low: 107, high: 170, basis: "counted" },
        { kind: "count", metric: "trucks_crossed_24h", exact: 0, basis: "told" },
        { kind: "posture", side: "PK", value: "high_alert" },
        { kind: "posture", side: "AF", value: "heightened" },
      ],
      note: "Gate 4 opened at ten for people on foot who go home; drivers say the list comes from the other side.",
    };
    const bytes = bytesOf(full, DAY_MS);
    expect(bytes).toBeLessThanOrEqual(1_200);
    expect(gzipSync(JSON.stringify(full)).length).toBeLessThan(bytes);
  });
});

const headers = new Headers({ "Retry-After": "7" });
const problem = (code: string, fields: object[] = []) => ({
  error: { message: "m", data: { problem: { code, fields, retryAfterSeconds: null } } },
});

describe("what an answer means", () => {
  const receipt = { id: ID, review: "received", receivedAt: "2025-10-15T12:00:01.000Z" };
  const ok = (data: object) =>
    readAnswer(BODY, { status: 200, headers, json: { result: { data } } });
  const told = (status: number, json: unknown) => readAnswer(BODY, { status, headers, json }).kind;

  test("only a receipt for this very report counts", () => {
    expect(ok(receipt).kind).toBe("received");
    expect(ok({ ...receipt, id: ID.replace(/1$/, "2") }).kind).toBe("server");
    // A hotel's sign-in page also answers 200.
    expect(told(200, null)).toBe("server");
    expect(told(200, { result: { data: {} } })).toBe("server");
  });

  test("session, account, haste, refusal and a broken server are told apart", () => {
    expect(told(401, problem("unauthenticated"))).toBe("signed_out");
    expect(told(401, problem("unauthenticated", [{ path: "account", message: "" }]))).toBe(
      "other_account",
    );
    expect(
      readAnswer(BODY, { status: 429, headers, json: { code: "too_many", detail: "" } }),
    ).toEqual({
      kind: "busy",
      retryAfterMs: 7_000,
    });
    expect(told(403, problem("forbidden"))).toBe("refused");
    expect(told(409, problem("conflict"))).toBe("refused");
    expect(told(503, problem("unavailable"))).toBe("server");
    expect(told(502, null)).toBe("server");
    // Not ours: nothing that a proxy says makes a report stay for good.
    expect(told(400, { error: "nginx" })).toBe("server");
  });
});

test("the phone's skew is read from any answer, to half the round trip and a second", () => {
  const trip = { startedAtMs: NOW_MS + DAY_MS, endedAtMs: NOW_MS + DAY_MS + 1_000 };
  expect(readSkew("Wed, 15 Oct 2025 12:00:00 GMT", trip)).toEqual({
    skewMs: DAY_MS,
    uncertaintyMs: 1_000,
  });
  expect(readSkew(null, trip)).toBeNull();
});

test("whether the phone can keep a report is said before it is written", () => {
  const facts = { store: "database" as const, freeBytes: 10 ** 9, isPersisted: true };
  expect(storageState(facts)).toBe("kept");
  expect(storageState({ ...facts, isPersisted: false })).toBe("clearable");
  expect(storageState({ ...facts, freeBytes: 10 ** 6 })).toBe("nearly_full");
  expect(storageState({ ...facts, store: "memory" })).toBe("none");
});
