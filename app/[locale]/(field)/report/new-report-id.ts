import { UUID_RANDOM_BYTES, uuidV7 } from "#server/domain/uuid.ts";

/** The id that a form carries, so that sending it twice is one report. */
export function newReportId(): string {
  return uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(UUID_RANDOM_BYTES)));
}
