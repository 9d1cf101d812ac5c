import type { Database } from "#server/db/client.ts";
import type { Actor } from "#server/domain/actor.ts";
import { DomainError } from "#server/domain/errors.ts";
import { invalidInput } from "#server/domain/parse-input.ts";
import { assertCan } from "#server/domain/permissions.ts";
import { readClaims } from "#server/domain/report-input.ts";
import { DAY_MS, type Instant, msBetween } from "#server/domain/time.ts";
import { readRelayCode } from "#server/formats/relay/read-code.ts";
import type { ServiceContext } from "../context.ts";
import { listCrossings } from "../crossings/find-crossings.ts";
import type { Receipt } from "../reports/accept-reports.ts";
import { type HandedOver, submitReport } from "../reports/submit-report.ts";
import { findReporter } from "./find-reporters.ts";
import { type CodeText, toReportInput } from "./read-code.ts";
import { relayId } from "./relay-id.ts";

/** How long what was read may be looked at before it is sent. */
const MAX_LOOK_MS = DAY_MS;

export interface SendCodeInput extends CodeText {
  /** As `readCode` gave it, so that what is stored is what was shown. */
  readonly readAt: Instant;
  /** Whose report it is; absent: the sender's own. */
  readonly reporterId?: string | null | undefined;
}

interface Submitted extends CodeText {
  readonly source: Actor;
  readonly at: Instant;
  readonly handed: HandedOver;
}

/**
 * Submits a code as `source`'s report.
 * @throws DomainError `invalid` for a code that raises a question, and what `submitReport` refuses
 */
export async function submitCode(
  { database, now }: { readonly database: Database; readonly now: Instant },
  { text, country, source, at, handed }: Submitted,
): Promise<Receipt> {
  const crossings = await listCrossings(database, now);
  const reading = readRelayCode(text, {
    crossings,
    receivedAt: at,
    country: country ?? undefined,
  });
  if (reading.kind === "question") {
    const { kind, word } = reading.question;
    throw new DomainError("invalid", `The code raises a question: ${kind} ${word}`.trimEnd(), {
      fields: [{ path: "text", message: kind }],
    });
  }
  const { understood } = reading;
  const unnamed = toReportInput(understood, understood.id ?? source.accountId, at);
  if (!unnamed.success) throw invalidInput(unnamed.error);
  const { crossing, observedAt } = unnamed.data;
  const claims = readClaims(unnamed.data);
  const said = { accountId: source.accountId, crossingId: crossing, observedAt, claims };
  const input = { ...unnamed.data, id: understood.id ?? relayId(said) };
  return submitReport({ actor: source, database, now }, input, handed);
}

/**
 * Sends a code on: as the sender's own report or, from the desk, as that of a reporter of the crossing.
 * @throws DomainError `unauthenticated`, `forbidden` (not the source's crossing, not for this person to say whose it
 *   is), `not_found` (no such reporter), `invalid` (the code), `conflict` (its id was used for another report)
 */
export async function sendCode(ctx: ServiceContext, input: SendCodeInput): Promise<Receipt> {
  const { actor, database, now } = ctx;
  assertCan(actor, "report.submit");
  const lookedMs = msBetween(input.readAt, now);
  if (!(lookedMs >= 0 && lookedMs <= MAX_LOOK_MS)) {
    throw new DomainError("invalid", "readAt: was not within the last day; read the code again", {
      fields: [{ path: "readAt", message: "read the code again" }],
    });
  }
  const reporterId = input.reporterId ?? actor.accountId;
  const isOwn = reporterId === actor.accountId;
  if (!isOwn) assertCan(actor, "report.attribute");
  const source = isOwn ? actor : await findReporter(database, reporterId);
  return submitCode(ctx, {
    ...input,
    source,
    at: input.readAt,
    handed: { via: "relay", relayedBy: actor.accountId },
  });
}
