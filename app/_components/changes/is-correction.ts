import type { Change } from "#server/domain/change.ts";

/** A correction is a change that withdrew a report or put another in its place. */
export const isCorrection = ({ details }: Pick<Change, "details">): boolean =>
  details.some(({ kind }) => kind === "retraction" || kind === "correction");
