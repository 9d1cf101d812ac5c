/**
 * Where a page of a list ended, as the next one is asked for: the list's name and the values it is ordered by, in
 * base64url. The name is there so that the cursor of another list is refused and not misread.
 */
import { invalidField } from "#server/domain/parse-input.ts";
import { parseInstant } from "#server/domain/parse-instant.ts";
import type { Instant } from "#server/domain/time.ts";

/** The place of one row in a list ordered by time, and by id where times are the same. */
export interface Place {
  readonly at: Instant;
  readonly id: string;
}

export const writeCursor = (list: string, { at, id }: Place): string =>
  Buffer.from(`${list} ${at} ${id}`).toString("base64url");

/** @throws DomainError `invalid` for a cursor from elsewhere */
export function readCursor(list: string, before: string): Place {
  const [name, at = "", id = "", ...rest] = Buffer.from(before, "base64url")
    .toString("utf8")
    .split(" ");
  try {
    if (name === list && id !== "" && rest.length === 0) return { at: parseInstant(at), id };
  } catch {
    // No instant: refused below, like everything else that no list of ours has written.
  }
  const message = "is no cursor of this list; leave it out to start from the newest";
  throw invalidField({ path: "before", message });
}
