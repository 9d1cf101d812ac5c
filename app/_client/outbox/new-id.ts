import { UUID_RANDOM_BYTES, uuidV7 } from "#server/domain/uuid.ts";

/** The id that a report keeps wherever it goes. */
export function newReportId(): string {
  return uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(UUID_RANDOM_BYTES)));
}
