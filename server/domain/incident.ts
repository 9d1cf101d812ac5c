/** Incident: what happened around crossings, with casualty claims side by side, never summed or averaged. */
import type { CountryCode, CrossingId, SourceLink } from "./crossing.ts";
import type { Source } from "./source.ts";
import type { Instant, TimeBound } from "./time.ts";

export const INCIDENT_KINDS = [
  "clash",
  "protest",
  "flood",
  "landslide",
  "accident",
  "other",
] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

export const HARMS = ["killed", "injured", "captured"] as const;
export type Harm = (typeof HARMS)[number];

export interface IncidentUpdate {
  readonly id: string;
  readonly at: TimeBound;
  readonly text: string;
  readonly links: readonly SourceLink[];
}

/** What one claimant says of the harm to one party or group. `group` joins competing claims about one matter. */
export interface CasualtyClaim {
  readonly id: string;
  readonly group: string;
  /** Whom it is about, in words: "Pakistani soldiers". */
  readonly about: string;
  readonly aboutParty: CountryCode | null;
  readonly claimant: Source;
  readonly harm: Harm;
  readonly low: number;
  readonly high: number | null;
  readonly asGiven: string;
  readonly at: TimeBound;
  readonly publishedAt: Instant;
  readonly links: readonly SourceLink[];
}

export interface Incident {
  readonly id: string;
  readonly title: string;
  readonly kind: IncidentKind;
  readonly summary: string;
  readonly crossingIds: readonly CrossingId[];
  readonly from: TimeBound;
  readonly to: TimeBound | null;
  readonly updates: readonly IncidentUpdate[];
  readonly casualtyClaims: readonly CasualtyClaim[];
}
