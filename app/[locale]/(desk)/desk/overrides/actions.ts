"use server";
import { redirect } from "next/navigation";
import { getActor } from "#server/auth/get-actor.ts";
import { addMs, fromMs, HOUR_MS, MINUTE_MS } from "#server/domain/time.ts";
import { getRuntime } from "#server/runtime.ts";
import { pathsOf, refusedState, withdraw } from "../planned-action.ts";
import { BLANK_PLANNED, type PlannedState, typedValues } from "../planned-state.ts";
import { OVERRIDE_HOURS } from "./hours.ts";

const LEVELS = [0, 1, 2, 3, 4] as const;

/** The end of the minute that lies so many hours ahead: the same form sent twice at once names the same end. */
const expiryIn = (hours: number): string =>
  addMs(fromMs(Math.ceil(Date.now() / MINUTE_MS) * MINUTE_MS), hours * HOUR_MS);

/** Sets a level; the page then lists it. */
export async function overrideAction(_: PlannedState, form: FormData): Promise<PlannedState> {
  const caller = getRuntime().caller(await getActor());
  const text = (name: string) => String(form.get(name) ?? "");
  const state = { ...BLANK_PLANNED, values: typedValues(form) };
  const level = LEVELS.find((one) => String(one) === text("level"));
  const hours = OVERRIDE_HOURS.find((one) => String(one) === text("hours"));
  try {
    await caller.alerts.override({
      id: text("id"),
      crossing: text("crossing"),
      level: level ?? 1,
      reason: text("reason"),
      expiresAt: expiryIn(hours ?? OVERRIDE_HOURS[0]),
    });
  } catch (error) {
    return refusedState(state, error, form);
  }
  return redirect(pathsOf(form).deskOverrides({ done: "entered" }));
}

/** Takes one back; the rules decide again. */
export async function withdrawOverrideAction(
  _: string | null,
  form: FormData,
): Promise<string | null> {
  const caller = getRuntime().caller(await getActor());
  const done = await withdraw(() => caller.alerts.withdraw({ id: String(form.get("id")) }));
  return redirect(pathsOf(form).deskOverrides({ done }));
}
