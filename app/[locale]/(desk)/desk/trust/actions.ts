"use server";
import { refresh } from "next/cache";
import { getActor } from "#server/auth/get-actor.ts";
import { getRuntime } from "#server/runtime.ts";

/** Sets whether a reporter is trusted at a crossing. */
export async function setTrustAction(_: string | null, form: FormData): Promise<string | null> {
  const { desk } = getRuntime().caller(await getActor());
  await desk.setTrust({
    accountId: String(form.get("accountId") ?? ""),
    crossingId: String(form.get("crossingId") ?? ""),
    isTrusted: form.get("isTrusted") === "yes",
  });
  refresh();
  return null;
}
