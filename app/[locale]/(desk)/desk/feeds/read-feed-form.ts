import { FEED_KINDS, type FeedKind, type FeedMapping } from "#server/domain/feed.ts";
import { isMapped, MAPPED_FIELDS, MAPPED_STATES } from "./feed-state.ts";

const DEFAULT_INTERVAL_MINUTES = 15;

/** What an admin typed, as the procedures take it; the mapping is null where no column is named. */
export function readFeedForm(form: FormData) {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const kind: FeedKind = FEED_KINDS.find((one) => one === text("kind")) ?? "cbp_bwt";
  const columns = Object.fromEntries(
    MAPPED_FIELDS.map((field) => [field, text(`column-${field}`)]).filter(
      ([, column]) => column !== "",
    ),
  );
  const states = Object.fromEntries(
    MAPPED_STATES.flatMap((state) =>
      text(`words-${state}`)
        .split(",")
        .map((word) => word.trim())
        .filter((word) => word !== "")
        .map((word) => [word, state] as const),
    ),
  );
  const hasMapping = isMapped(kind) && Object.keys(columns).length > 0;
  const party = text("party").toUpperCase();
  return {
    id: text("id").toLowerCase(),
    name: text("name"),
    kind,
    url: text("url"),
    party: party === "" ? null : party,
    intervalMinutes: Number(text("intervalMinutes") || DEFAULT_INTERVAL_MINUTES),
    mapping: hasMapping ? { columns, states, zone: text("zone") || "UTC" } : null,
  };
}

interface ChangeableFeed {
  readonly id: string;
  readonly name: string;
  readonly kind: FeedKind;
  readonly url: string;
  readonly party: string | null;
  readonly intervalMinutes: number;
  readonly mapping: FeedMapping | null;
}

/** A feed as the form for it begins, by field: what `readFeedForm` reads from that is the same feed. */
export function feedValues(feed: ChangeableFeed): Record<string, string> {
  const { id, name, kind, url, party, intervalMinutes, mapping } = feed;
  const columns = MAPPED_FIELDS.map(
    (field) => [`column-${field}`, mapping?.columns[field] ?? ""] as const,
  );
  const words = Object.entries(mapping?.states ?? {});
  const states = MAPPED_STATES.map((state) => {
    const ofState = words.filter(([, value]) => value === state).map(([word]) => word);
    return [`words-${state}`, ofState.join(", ")] as const;
  });
  return {
    ...{ change: id, id, name, kind, url, party: party ?? "" },
    intervalMinutes: String(intervalMinutes),
    zone: mapping?.zone ?? "",
    ...Object.fromEntries([...columns, ...states]),
  };
}
