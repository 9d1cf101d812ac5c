"use server";
import { findRefusal } from "#server/api/errors.ts";
import { getActor } from "#server/auth/get-actor.ts";
import type { ErrorCode } from "#server/domain/errors.ts";
import { can } from "#server/domain/permissions.ts";
import { getRuntime } from "#server/runtime.ts";
import type { FormCrossing } from "../form-fields.ts";

type Caller = ReturnType<ReturnType<typeof getRuntime>["caller"]>;
type ReadCode = Awaited<ReturnType<Caller["relay"]["read"]>>;

/** What the code came to when it was read. */
export interface Reading {
  readonly text: string;
  readonly country: string;
  readonly read: ReadCode;
  readonly crossing: FormCrossing | null;
  /** Whose report it may be; null: the asker's alone. */
  readonly reporters: Awaited<ReturnType<Caller["relay"]["reporters"]>>["reporters"] | null;
}

export interface RelayState {
  readonly text: string;
  readonly country: string;
  readonly reading: Reading | null;
  readonly receipt: Awaited<ReturnType<Caller["relay"]["send"]>> | null;
  readonly refusal: { readonly code: ErrorCode; readonly message: string } | null;
}

function field(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

async function readAgain(text: string, country: string): Promise<Reading> {
  const actor = await getActor();
  const caller = getRuntime().caller(actor);
  const read = await caller.relay.read({ text, country: country === "" ? null : country });
  const { crossingId } = read;
  if (crossingId === null) return { text, country, read, crossing: null, reporters: null };
  const isDesk = can(actor, "report.attribute");
  const [{ crossing }, list] = await Promise.all([
    caller.crossings.get({ slug: crossingId }),
    isDesk ? caller.relay.reporters({ crossingId }) : null,
  ]);
  const { id, name, sides, lanes, localNames } = crossing;
  return {
    text,
    country,
    read,
    crossing: { id, name, sides, lanes, localNames },
    reporters: list?.reporters ?? null,
  };
}

/** Reads what was typed, or sends it when it is what was read. */
export async function relayAction(before: RelayState, form: FormData): Promise<RelayState> {
  const text = field(form, "text");
  const country = field(form, "country");
  const readAt = field(form, "readAt");
  const isSend =
    field(form, "step") === "send" && field(form, "readText") === text && readAt !== "";
  const typed = { text, country, receipt: null, refusal: null };
  try {
    if (!isSend) return { ...typed, reading: await readAgain(text, country) };
    const reporterId = field(form, "reporterId");
    const receipt = await getRuntime()
      .caller(await getActor())
      .relay.send({
        text,
        country: country === "" ? null : country,
        readAt,
        reporterId: reporterId === "" ? null : reporterId,
      });
    return { ...typed, reading: before.reading, receipt };
  } catch (error) {
    const refusal = findRefusal(error);
    if (refusal === null) throw error;
    const { code, message } = refusal;
    return { ...typed, reading: before.reading, refusal: { code, message } };
  }
}
