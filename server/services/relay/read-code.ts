import type { Claim } from "#server/domain/claim.ts";
import type { CountryCode, CrossingId } from "#server/domain/crossing.ts";
import { invalidInput } from "#server/domain/parse-input.ts";
import { assertCan } from "#server/domain/permissions.ts";
import { findMisfits, ReportInput, readClaims } from "#server/domain/report-input.ts";
import type { Instant } from "#server/domain/time.ts";
import { problemText } from "#server/formats/relay/problem-text.ts";
import { readRelayCode } from "#server/formats/relay/read-code.ts";
import type { RelayQuestion, Understood } from "#server/formats/relay/relay-code.ts";
import type { ServiceContext } from "../context.ts";
import { listCrossings } from "../crossings/find-crossings.ts";

export interface ReadCode {
  /** What has to be answered first; null: it can be read in one way. */
  readonly question: RelayQuestion | null;
  /** What does not fit the crossing or the clock, in words; empty when it can be sent. */
  readonly problems: readonly string[];
  readonly crossingId: CrossingId | null;
  readonly claims: readonly Claim[];
  readonly observedAt: Instant | null;
  readonly zone: string | null;
  /** null: the code has none. */
  readonly id: string | null;
  /** When it was read: a time without its day is the latest before this. */
  readonly readAt: Instant;
}

export interface CodeText {
  readonly text: string;
  /** Whose clock, when the code does not say. */
  readonly country?: CountryCode | null | undefined;
}

/** The code as something to send, without its sender; null when it is none. */
export function toReportInput(understood: Understood, id: string, at: Instant) {
  return ReportInput.safeParse({
    id,
    crossing: understood.crossing?.id,
    observedAt: understood.observedAt ?? at,
    claims: understood.claims,
  });
}

/** Stands in for an id while a code is only read. */
const NO_ID = "00000000-0000-8000-8000-000000000000";

/**
 * Reads a code for somebody who may send it on. Nothing is stored.
 * @throws DomainError `unauthenticated`, `forbidden`
 */
export async function readCode(ctx: ServiceContext, given: CodeText): Promise<ReadCode> {
  assertCan(ctx.actor, "report.submit");
  return understand(ctx, given, ctx.now);
}

/** @param at when it was received: a time without its day is the latest before this */
export async function understand(
  { database, now }: Pick<ServiceContext, "database" | "now">,
  { text, country }: CodeText,
  at: Instant,
): Promise<ReadCode> {
  const crossings = await listCrossings(database, now);
  const reading = readRelayCode(text, {
    crossings,
    receivedAt: at,
    country: country ?? undefined,
  });
  const { understood } = reading;
  const parsed = toReportInput(understood, understood.id ?? NO_ID, at);
  const crossing = crossings.find(({ id }) => id === understood.crossing?.id);
  const isRead = reading.kind === "read";
  const misfits =
    !isRead || crossing === undefined
      ? []
      : parsed.success
        ? findMisfits(parsed.data, crossing, now)
        : (invalidInput(parsed.error).details.fields ?? []);
  return {
    question: isRead ? null : reading.question,
    problems:
      crossing === undefined
        ? []
        : misfits.map((misfit) => problemText(crossing, understood.claims, misfit)),
    crossingId: crossing?.id ?? null,
    claims: parsed.success ? readClaims(parsed.data) : [],
    observedAt: understood.observedAt,
    zone: understood.zone,
    id: understood.id,
    readAt: at,
  };
}
