/** What the front door itself refused of a server action (server/http/problem.ts), as Next hands it on: the text of an error. */
import { z } from "zod";
import { ERROR_CODES } from "#server/domain/errors.ts";

const DoorRefusal = z.object({
  code: z.enum(ERROR_CODES),
  detail: z.string(),
  retryAfterSeconds: z.number().optional(),
});
export type DoorRefusal = z.output<typeof DoorRefusal>;

/** Null when the line broke or the server failed: then nothing is known but that no answer came. */
export function readDoorRefusal(error: unknown): DoorRefusal | null {
  if (!(error instanceof Error) || !error.message.startsWith("{")) return null;
  try {
    const parsed = DoorRefusal.safeParse(JSON.parse(error.message));
    return parsed.success && parsed.data.code !== "unavailable" ? parsed.data : null;
  } catch {
    return null;
  }
}
