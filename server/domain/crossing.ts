/** Crossing, side, lane: where a border is crossed, and by what. */
import { z } from "zod";
import type { Mode } from "./mode.ts";

export { MODES, type Mode } from "./mode.ts";

/** Slug of a crossing: `torkham`, `chaman-spin-boldak`. */
export const CrossingId = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "a crossing is named by its slug, such as torkham");
export type CrossingId = z.infer<typeof CrossingId>;

/** ISO 3166-1 alpha-2. */
export const CountryCode = z.string().regex(/^[A-Z]{2}$/, "a country is two capital letters, PK");
export type CountryCode = z.infer<typeof CountryCode>;

/** `FROM-TO/mode`, for instance `PK-AF/truck`. */
export const LaneId = z
  .string()
  .regex(
    /^[A-Z]{2}-[A-Z]{2}\/(pedestrian|passenger|truck|rail)$/,
    "a lane is direction/mode, for instance PK-AF/truck",
  );
export type LaneId = z.infer<typeof LaneId>;

/** `FROM-TO`. */
export type Direction = string;

export interface Lane {
  readonly id: LaneId;
  readonly direction: Direction;
  readonly from: CountryCode;
  readonly to: CountryCode;
  readonly mode: Mode;
}

/** One half of a crossing. `zone` is an IANA time zone; `authority` who runs the gate, where known. */
export interface Side {
  readonly country: CountryCode;
  readonly place: string | null;
  readonly admin: string | null;
  readonly authority: string | null;
  readonly zone: string;
}

export interface SourceLink {
  readonly publisher: string;
  readonly title: string;
  readonly url: string | null;
  /** As printed: a day, a month, a year, or null. */
  readonly date: string | null;
}

/** WGS84 decimal degrees; `precisionMetres` is the estimated error. */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
  readonly precisionMetres: number;
  readonly note: string | null;
}

export interface Crossing {
  readonly id: CrossingId;
  readonly name: string;
  readonly altNames: readonly string[];
  /** By language (`ur`, `ps`, `fa`): only spellings that a source uses. */
  readonly localNames: Readonly<Record<string, string>>;
  readonly sides: readonly [Side, Side];
  readonly position: Position | null;
  /** `road`, `rail+road`, `road+river bridge` … */
  readonly type: string;
  readonly lanes: readonly Lane[];
  /** How often a word is expected from here; freshness is counted in it. Minutes. */
  readonly expectedIntervalMinutes: number;
  readonly note: string | null;
  readonly sources: readonly SourceLink[];
}

export function laneId(from: CountryCode, to: CountryCode, mode: Mode): LaneId {
  return `${from}-${to}/${mode}`;
}

/** Every lane of a crossing between two countries: both directions of each mode, in order of `modes`. */
export function lanesBetween(a: CountryCode, b: CountryCode, modes: readonly Mode[]): Lane[] {
  return modes.flatMap((mode) =>
    [
      { from: a, to: b },
      { from: b, to: a },
    ].map(({ from, to }) => ({
      id: laneId(from, to, mode),
      direction: `${from}-${to}`,
      from,
      to,
      mode,
    })),
  );
}
