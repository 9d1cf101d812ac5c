/** Sends one report, or takes one back, and reads what came of it; never throws. */
import { z } from "zod";
import { ERROR_CODES } from "#server/domain/errors.ts";
import { REVIEW_STATES } from "#server/domain/report.ts";
import { noteServerTime } from "./device-skew.ts";
import type { Answer } from "./ladder.ts";
import { isRetraction, type OutboxEntry, type Refusal } from "./outbox-entry.ts";
import { reportBody } from "./report-body.ts";

const SUBMIT_URL = "/api/trpc/reports.submit";
const RETRACT_URL = "/api/trpc/corrections.retract";
const ACCOUNT_HEADER = "X-Gatewatch-Account";
/** A full report takes seconds over 2G; a line that says nothing for longer is dead. */
const TIMEOUT_MS = 60_000;
const DEFAULT_RETRY_MS = 5_000;

const Receipt = z.object({
  result: z.object({
    data: z.object({
      id: z.string(),
      review: z.enum(REVIEW_STATES),
      receivedAt: z.string(),
      isByCode: z.boolean().optional(),
    }),
  }),
});
const RetractionReceipt = z.object({
  result: z.object({
    data: z.object({
      id: z.string(),
      review: z.enum(REVIEW_STATES),
      withdrawnAt: z.string(),
      // A server of an earlier edition does not say.
      reason: z.string().nullish(),
    }),
  }),
});
const Problem = z.object({
  error: z.object({
    message: z.string(),
    data: z.object({
      problem: z.object({
        code: z.enum(ERROR_CODES),
        fields: z.array(z.object({ path: z.string(), message: z.string() })),
        retryAfterSeconds: z.number().nullable(),
        newestId: z.string().nullish(),
      }),
    }),
  }),
});
/** What the front door itself refuses (rate, size): RFC 9457. */
const DoorProblem = z.object({ code: z.enum(ERROR_CODES), detail: z.string() });

function readRefusal(json: unknown): Refusal | null {
  const problem = Problem.safeParse(json);
  if (problem.success) {
    const { message, data } = problem.data.error;
    const { code, fields, newestId } = data.problem;
    return { message, code, fields, newestId: newestId ?? null };
  }
  const door = DoorProblem.safeParse(json);
  return door.success ? { code: door.data.code, message: door.data.detail, fields: [] } : null;
}

function retryAfterMs(headers: Headers): number {
  const seconds = Number(headers.get("Retry-After") ?? "");
  return seconds > 0 ? seconds * 1_000 : DEFAULT_RETRY_MS;
}

interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly json: unknown;
}

function readReceipt(body: OutboxEntry["body"], json: unknown): Answer {
  if ("retracts" in body) {
    const taken = RetractionReceipt.safeParse(json);
    if (!taken.success || taken.data.result.data.id !== body.retracts) return { kind: "server" };
    const { review, withdrawnAt, reason } = taken.data.result.data;
    return {
      kind: "received",
      review,
      receivedAt: withdrawnAt,
      isByCode: false,
      reason: reason ?? null,
    };
  }
  const receipt = Receipt.safeParse(json);
  if (!receipt.success || receipt.data.result.data.id !== body.id) return { kind: "server" };
  const { review, receivedAt, isByCode = false } = receipt.data.result.data;
  return { kind: "received", review, receivedAt, isByCode, reason: null };
}

/** What an answer means for what was sent. Only a receipt for this very report counts as one. */
export function readAnswer(body: OutboxEntry["body"], { status, headers, json }: Answered): Answer {
  if (status === 200 || status === 201) return readReceipt(body, json);
  const refused = readRefusal(json);
  // No words of ours: a sign-in page of the network, a proxy, a server that is down. It says nothing of the report.
  if (refused === null) return { kind: "server" };
  switch (refused.code) {
    case "unauthenticated":
      return {
        kind: refused.fields.some(({ path }) => path === "account")
          ? "other_account"
          : "signed_out",
      };
    case "too_many":
      return { kind: "busy", retryAfterMs: retryAfterMs(headers) };
    case "unavailable":
      return { kind: "server" };
    default:
      return { kind: "refused", refusal: refused };
  }
}

export async function sendReport(entry: OutboxEntry): Promise<Answer> {
  const startedAtMs = Date.now();
  try {
    const response = await fetch(isRetraction(entry) ? RETRACT_URL : SUBMIT_URL, {
      method: "POST",
      headers: { "Content-Type": "application/json", [ACCOUNT_HEADER]: entry.accountId },
      body: reportBody(entry, startedAtMs),
      signal: AbortSignal.timeout(TIMEOUT_MS),
      // Lives on when the app is closed at this very moment.
      keepalive: true,
    });
    noteServerTime(response.headers, startedAtMs);
    const json: unknown = await response.json().catch(() => null);
    return readAnswer(entry.body, { status: response.status, headers: response.headers, json });
  } catch {
    return { kind: "offline" };
  }
}
