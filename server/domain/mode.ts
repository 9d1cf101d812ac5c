/** Mode: what a lane is for. By itself, because the browser needs it and not the schemas of crossing.ts. */
export const MODES = ["pedestrian", "passenger", "truck", "rail"] as const;
/** `passenger` is private cars and buses. */
export type Mode = (typeof MODES)[number];
