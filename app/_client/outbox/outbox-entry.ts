/**
 * A report on this phone, and the ladder that it climbs:
 *
 *   saved here -> sent -> received -> (in review -> published | unverifiable | rejected ...)
 *                  \-> refused (stays, with the reason, until its writer mends or deletes it)
 *
 * `sent` means that it left and no answer has come: it may or may not be there, and is sent again under the same id.
 * Nothing leaves the phone before `received`. What comes after `received` is the server's word, copied here.
 */
import { z } from "zod";
import { ERROR_CODES } from "#server/domain/errors.ts";
import { REVIEW_STATES } from "#server/domain/report.ts";

const Failure = z.object({
  /** `offline`: no answer came; `server`: one that says nothing of the report; `busy`: come back later. */
  kind: z.enum(["offline", "server", "busy", "signed_out", "other_account"]),
  atMs: z.number(),
});
export type Failure = z.output<typeof Failure>;

const Refusal = z.object({
  code: z.enum(ERROR_CODES),
  message: z.string(),
  fields: z.array(z.object({ path: z.string(), message: z.string() })),
  /** Of a conflict between versions: the newest of the line. */
  newestId: z.string().nullish(),
});
export type Refusal = z.output<typeof Refusal>;

/** What goes into the request, but for what is known only when it is sent. */
const ReportBody = z.object({
  id: z.uuid(),
  crossing: z.string(),
  /** As this phone's clock had it. */
  observedAt: z.string(),
  claims: z.array(z.looseObject({ kind: z.string() })),
  note: z.string().nullish(),
  /** The received report whose place this one takes: the version that its writer had before them. */
  corrects: z.string().nullish(),
});
export type ReportBody = z.output<typeof ReportBody>;

/** A received report that is taken back. It is no report: its own id stays on this phone. */
const RetractionBody = z.object({
  id: z.uuid(),
  crossing: z.string(),
  /** When it was taken back, as this phone's clock had it. */
  observedAt: z.string(),
  retracts: z.string(),
  reason: z.string(),
});
export type RetractionBody = z.output<typeof RetractionBody>;

/** What somebody has just written. */
export interface Draft {
  readonly body: Omit<ReportBody, "id"> | Omit<RetractionBody, "id">;
  readonly isTypedTime: boolean;
}

export const OutboxEntry = z.object({
  id: z.uuid(),
  /** Whose it is; it is never sent as anybody else's. */
  accountId: z.string(),
  // An older edition of this page reads no retractions, and leaves them for one that does.
  body: z.union([ReportBody, RetractionBody]),
  state: z.enum(["saved", "sent", "received", "refused"]),
  /** The server's word, once received. */
  review: z.enum(REVIEW_STATES).nullable(),
  reason: z.string().nullable(),
  refusal: Refusal.nullable(),
  lastFailure: Failure.nullable(),
  attempts: z.number().int(),
  savedAtMs: z.number(),
  /** Not sent again before; 0: at once. */
  dueAtMs: z.number(),
  sentAtMs: z.number().nullable(),
  receivedAt: z.string().nullable(),
  /** How far this phone's clock was ahead of the server's when it was saved; null: not known. */
  skewMs: z.number().nullable(),
  uncertaintyMs: z.number().nullable(),
  /** The time was typed from another clock: this phone's says nothing of it. */
  isTypedTime: z.boolean(),
  /** Changed after it may have left: only a receipt for these very words settles it, no list does. */
  isMended: z.boolean(),
  /** Somebody passed it on by its code before it could be sent; absent: no. */
  isByCode: z.boolean().optional(),
});
export type OutboxEntry = z.output<typeof OutboxEntry>;

/** An entry with the report that it holds. */
export type ReportEntry = OutboxEntry & { readonly body: ReportBody };
export type RetractionEntry = OutboxEntry & { readonly body: RetractionBody };

export const isReport = (entry: OutboxEntry): entry is ReportEntry => !("retracts" in entry.body);
export const isRetraction = (entry: OutboxEntry): entry is RetractionEntry =>
  "retracts" in entry.body;

/** Whether it still has to be sent. */
export const isWaiting = ({ state }: Pick<OutboxEntry, "state">): boolean =>
  state === "saved" || state === "sent";
