/** Reads the form of an announcement into what its procedure takes; times are those of the announcing side. */
import { ANNOUNCEMENT_KINDS } from "#server/domain/announcement.ts";
import { CLAIMABLE_STATES } from "#server/domain/claim.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import { DAY_MS, type Instant } from "#server/domain/time.ts";
import { wallInstant } from "#server/domain/wall-time.ts";

const LOCAL = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)/;
const MINUTE = 60_000;

/** What `<input type="datetime-local">` holds as an instant in a zone; null when it holds none. */
export function readLocal(text: string, zone: string): Instant | null {
  const [, day = "", hour, minute] = LOCAL.exec(text) ?? [];
  const dayMs = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(dayMs)) return null;
  const ofDayMs = (Number(hour) * 60 + Number(minute)) * MINUTE;
  return wallInstant({ day: dayMs / DAY_MS, ofDayMs }, zone);
}

export function readAnnouncementForm(form: FormData, crossing: Crossing | null) {
  const text = (name: string) => String(form.get(name) ?? "");
  const party = text("party");
  const side = crossing?.sides.find(({ country }) => country === party);
  const kind = ANNOUNCEMENT_KINDS.find((one) => one === text("kind"));
  const value = CLAIMABLE_STATES.find((one) => one === text("value"));
  const startsAt = readLocal(text("startsAt"), side?.zone ?? "UTC");
  const endsAt = readLocal(text("endsAt"), side?.zone ?? "UTC");
  if (!crossing || !side || !kind || !value || startsAt === null || endsAt === null) {
    const asked = { crossing, party: side, kind, value, startsAt, endsAt };
    const missing = Object.entries(asked).flatMap(([name, given]) => (given ? [] : [name]));
    return { input: null, missing };
  }
  const input = {
    id: text("id"),
    crossing: crossing.id,
    kind,
    title: text("title"),
    party,
    lanes: form.getAll("lanes").map(String),
    value,
    startsAt,
    endsAt,
    rrule: text("rrule"),
  };
  return { input, missing: [] };
}
