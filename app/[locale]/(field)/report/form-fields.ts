/** The fields of the report form by name: what the form draws and what reads it back agree through these. */
import type { Metric } from "#server/domain/claim.ts";
import type { Crossing } from "#server/domain/crossing.ts";

/** What the form needs to know of a crossing. */
export type FormCrossing = Pick<Crossing, "id" | "name" | "sides" | "lanes" | "localNames">;

export const EXCEPTION_ROWS = [0, 1, 2] as const;

/** One count: the same metric may be given for two places. */
export interface CountField {
  readonly key: string;
  readonly metric: Metric;
}

export const STRANDED_FIELDS: readonly CountField[] = [
  { key: "people_stranded", metric: "people_stranded" },
  { key: "people_stranded_2", metric: "people_stranded" },
  { key: "trucks_stranded", metric: "trucks_stranded" },
  { key: "trucks_stranded_2", metric: "trucks_stranded" },
];
export const MOVING_FIELDS: readonly CountField[] = [
  { key: "people_crossed", metric: "people_crossed_24h" },
  { key: "trucks_crossed", metric: "trucks_crossed_24h" },
  { key: "wait", metric: "wait_minutes" },
];
export const COUNT_FIELDS: readonly CountField[] = [...STRANDED_FIELDS, ...MOVING_FIELDS];

export const fieldNames = {
  lane: (laneId: string) => `lane.${laneId}`,
  exception: (row: number, part: "class" | "direction" | "state") => `exception.${row}.${part}`,
  count: (key: string, part: "place" | "exact" | "low" | "high" | "word" | "basis") =>
    `${key}.${part}`,
  posture: (country: string) => `posture.${country}`,
} as const;

/** What was typed, by field. */
export type FormValues = Readonly<Record<string, string>>;

/** What is wrong, by field; `form` for the whole. */
export type FormProblems = Readonly<Record<string, string>>;
