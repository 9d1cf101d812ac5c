import { readCrossing } from "#server/formats/record/read-crossings.ts";
import { readRecordFiles } from "#server/services/record/read-files.ts";

const files = await readRecordFiles(new URL("../../../../data", import.meta.url).pathname);

/** The crossings that Gatewatch starts with. */
export const REGISTRY = files.crossings.map(readCrossing);

const [first] = REGISTRY.filter(({ id }) => id === "torkham");
if (first === undefined) throw new Error("the registry has no Torkham");
export const TORKHAM = first;
