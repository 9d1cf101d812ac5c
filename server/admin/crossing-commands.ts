import { setDelay } from "#server/services/crossings/set-delay.ts";
import { type Command, UsageError } from "./command.ts";

export const crossingSetDelay: Command = {
  name: "crossing set-delay",
  summary: "Set how long approved reports of a crossing wait before they are public",
  synopsis: "SLUG MINUTES",
  details: [
    "So that nobody who watches both the gate and the page can tell who stood there. 0: at once; at most 10080, a week.",
    "Reports that are approved already become public when their receipts say. Retractions are never delayed.",
  ],
  options: {},
  positionals: 2,
  fieldNames: { crossingId: "SLUG", delayMinutes: "MINUTES" },
  async run(ctx, _values, [slug = "", minutes = ""]) {
    if (!/^\d{1,6}$/.test(minutes)) throw new UsageError(`"${minutes}" is no number of minutes`);
    const set = await setDelay(ctx, { crossingId: slug, delayMinutes: Number(minutes) });
    const text =
      set.delayMinutes === 0
        ? `Reports of ${set.crossingId} become public as soon as they are approved.`
        : `Reports of ${set.crossingId} become public ${set.delayMinutes} minutes after they are approved.`;
    return { text, data: set };
  },
};
