import type { FeedFlag, FeedKind } from "#server/domain/feed.ts";

/** Fields of a table that an admin names columns for, in the order of the form. */
export const MAPPED_FIELDS = [
  "crossing",
  "observed_at",
  "lanes",
  "state",
  "trucks_stranded",
  "people_stranded",
  "wait_minutes",
  "note",
] as const;
/** Words of the source for each state. */
export const MAPPED_STATES = ["open", "restricted", "closed"] as const;

export interface ShownPreview {
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, string>>[];
  readonly reports: readonly {
    readonly crossingId: string;
    readonly observedAt: string;
    readonly states: readonly { readonly lanes: readonly string[]; readonly value: string }[];
    readonly figures: readonly {
      readonly metric: string;
      readonly lane: string | null;
      readonly low: number;
      readonly high: number | null;
    }[];
  }[];
  readonly run: {
    readonly read: number;
    readonly known: number;
    readonly refused: number;
    readonly unknownPlaces: number;
    readonly flags: readonly FeedFlag[];
    readonly flagCount: number;
  } | null;
  readonly proposed: readonly {
    readonly place: string;
    readonly id: string;
    readonly name: string;
    readonly lanes: readonly string[];
    readonly hasPosition: boolean;
  }[];
}

export interface FeedFormState {
  readonly values: Readonly<Record<string, string>>;
  readonly problems: Readonly<Record<string, string>>;
  readonly refusal: string | null;
  readonly isUnanswered: boolean;
  readonly preview: ShownPreview | null;
}

export const BLANK_FEED: FeedFormState = {
  values: {},
  problems: {},
  refusal: null,
  isUnanswered: false,
  preview: null,
};

export const isMapped = (kind: FeedKind): boolean => kind !== "cbp_bwt";
