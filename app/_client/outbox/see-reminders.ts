import { trpc } from "#app/_client/trpc.ts";

/** A silence is counted in hours; asking costs a round trip. */
const REMIND_MS = 30 * 60_000;

let remindedAtMs = 0;

/** The app itself shows which crossings are silent (overdue.ts): told here, no mail about it need follow. */
export async function seeReminders(): Promise<void> {
  if (Date.now() - remindedAtMs < REMIND_MS) return;
  remindedAtMs = Date.now();
  try {
    await trpc.reminders.take.mutate({});
  } catch {
    // The next visit asks again.
  }
}
