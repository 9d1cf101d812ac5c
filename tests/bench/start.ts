/** From the command to the first page, on a built tree, with the embedded database. */
import { timeStarts } from "./gatewatch.ts";
import { figure, median, type Result } from "./result.ts";
import type { Stage } from "./stage.ts";

const STARTS = 3;
const MAX_SECONDS = 5;

export const startStage: Stage = async ({ say }) => {
  say(`one start on a new data folder, ${STARTS} more on the same`);
  const { first, later } = await timeStarts(STARTS);
  const result: Result = {
    stage: "start",
    what: "start to the first page, seconds",
    ours: `${figure(median(later))} s (the very first, with the record: ${figure(first)} s)`,
    compared: null,
    value: median(later),
    budget: { kind: "at most", value: MAX_SECONDS },
  };
  return [result];
};
