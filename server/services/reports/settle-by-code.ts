/**
 * A report has many ways in: its reporter's phone, the same phone's code by SMS, somebody else's hand. A code says less
 * than the form can, and by somebody else's hand it is theirs; so the same report under the same id may differ in what
 * is stored. It is a repeat, and no conflict, when what a code carries is the same.
 */
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "#server/db/client.ts";
import { readInstant } from "#server/db/instants.ts";
import { selectRows } from "#server/db/rows.ts";
import type { Claim } from "#server/domain/claim.ts";
import { DomainError } from "#server/domain/errors.ts";
import { type ReportDraft, VIAS, type Via } from "#server/domain/report.ts";
import type { Instant } from "#server/domain/time.ts";
import { carriedText, saysMore } from "#server/formats/relay/carried-claims.ts";
import type { Receipt } from "./accept-reports.ts";
import { findReports } from "./store-reports.ts";

const Row = z.object({
  crossing_id: z.string(),
  account_id: z.string().nullable(),
  observed_at: z.string(),
  via: z.enum(VIAS),
  // Written by this program from claims that were checked on their way in.
  claims: z.array(z.custom<Claim>()),
  has_clock: z.boolean(),
});

const cameByCode = (via: Via | undefined): boolean => via === "relay" || via === "sms";

interface ByCode {
  /** `same`: nothing new; `more`: the one that came by code is stored, and this one says more; `other`: another report. */
  readonly kind: "same" | "more" | "other";
  /** Whether what is stored is the sender's own: by another's hand it is not theirs to correct. */
  readonly isOwn: boolean;
}

interface Said {
  readonly crossingId: string;
  readonly observedAt: Instant;
  readonly claims: readonly Claim[];
  readonly hasClock: boolean;
}

/** Clocks are set right on arrival, and a code may have come before that: then the time is not compared. */
const isSameSaid = (a: Said, b: Said): boolean =>
  a.crossingId === b.crossingId &&
  (a.observedAt === b.observedAt || a.hasClock || b.hasClock) &&
  carriedText(a.claims) === carriedText(b.claims);

async function compare(database: Database, draft: ReportDraft): Promise<ByCode> {
  const [row] = await selectRows(
    database,
    Row,
    sql`select crossing_id, account_id, observed_at::text, via, claims, device_clock is not null as has_clock
      from reports where id = ${draft.id}`,
  );
  if (row === undefined) return { kind: "other", isOwn: false };
  const isOwn = row.account_id === draft.accountId;
  const isCode = cameByCode(draft.origin?.via);
  if (!isCode && !cameByCode(row.via)) return { kind: "other", isOwn };
  const stored: Said = {
    crossingId: row.crossing_id,
    observedAt: readInstant(row.observed_at),
    claims: row.claims,
    hasClock: row.has_clock,
  };
  const hasClock = (draft.origin?.deviceClock ?? null) !== null;
  if (!isSameSaid({ ...draft, hasClock }, stored)) return { kind: "other", isOwn };
  return { kind: !isCode && saysMore(draft) ? "more" : "same", isOwn };
}

async function getReceipt(database: Database, id: string): Promise<Receipt> {
  const found = (await findReports(database, [id])).get(id);
  if (found === undefined) throw new Error(`report ${id} has gone`);
  const { contentHash: _hash, accountId: _account, publishedAt: _published, ...first } = found;
  return { ...first, isRepeat: true };
}

/** To the letter what the code said is no conflict, and yet the phone has to be told how it came. */
async function isStoredByCode(database: Database, id: string): Promise<boolean> {
  const [row] = await selectRows(
    database,
    Row.pick({ via: true }),
    sql`select via from reports where id = ${id}::uuid`,
  );
  return cameByCode(row?.via);
}

/** With the way out: of one's own the rest can be told by correcting it; of another's only the desk can. */
function saysLess(id: string, isOwn: boolean): DomainError {
  const received = `The report ${id} was received by its code`;
  if (!isOwn) {
    const message = `${received} in another's hand, which cannot say all of this; tell the desk the rest.`;
    return new DomainError("conflict", message, {
      fields: [{ path: "code", message: "was received by its code in another's hand" }],
    });
  }
  const message = `${received}, which cannot say all of this; correct it to add the rest.`;
  return new DomainError("conflict", message, {
    fields: [{ path: "code", message: "was received by its code, which says less" }],
    newestId: id,
  });
}

/**
 * Takes a report, and settles a conflict over its id with one that came another way: its first receipt when they say
 * the same.
 * @param take stores it, or refuses it
 * @throws DomainError `conflict` for another report's id, or when what is stored came by code and says less than this
 */
export async function settleByCode(
  database: Database,
  draft: ReportDraft,
  take: () => Promise<Receipt>,
): Promise<Receipt> {
  const isFromPhone = !cameByCode(draft.origin?.via);
  try {
    const receipt = await take();
    const mayBeCode = receipt.isRepeat && isFromPhone;
    return mayBeCode && (await isStoredByCode(database, draft.id))
      ? { ...receipt, isByCode: true }
      : receipt;
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "conflict") throw error;
    const byCode = await compare(database, draft);
    if (byCode.kind === "other") throw error;
    if (byCode.kind === "more") throw saysLess(draft.id, byCode.isOwn);
    const receipt = await getReceipt(database, draft.id);
    return isFromPhone ? { ...receipt, isByCode: true } : receipt;
  }
}
