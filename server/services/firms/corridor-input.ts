/** What a corridor is made of, and which crossings do not fit into it. */
import { z } from "zod";
import {
  type CorridorMisfit,
  corridorLane,
  corridorMisfit,
  MAX_CORRIDOR_CROSSINGS,
} from "#server/domain/corridor.ts";
import { type Crossing, CrossingId, MODES } from "#server/domain/crossing.ts";
import type { FieldProblem } from "#server/domain/errors.ts";
import { isStorable } from "#server/domain/parse-input.ts";

const MAX_NAME_LENGTH = 80;

export const CorridorInput = z.strictObject({
  /** Made by the sender: the same corridor sent twice is one, and sent with other content it is changed. */
  id: z.uuid("must be a UUID made by the sender"),
  name: z
    .string()
    .trim()
    .min(1, "is empty; give the corridor a name")
    .max(MAX_NAME_LENGTH, `is over ${MAX_NAME_LENGTH} characters; shorten it`)
    .refine(isStorable, "has a broken character"),
  direction: z
    .string()
    .regex(/^([A-Z]{2})-(?!\1)[A-Z]{2}$/, "is two different countries, from and to: PK-AF"),
  mode: z.enum(MODES, `must be one of ${MODES.join(", ")}`),
  /** First choice first. */
  crossings: z
    .array(CrossingId)
    .min(1, "name at least one crossing")
    .max(MAX_CORRIDOR_CROSSINGS, `are more than ${MAX_CORRIDOR_CROSSINGS}; make two corridors`)
    .refine((ids) => new Set(ids).size === ids.length, "name the same crossing twice"),
});
export type CorridorInput = z.output<typeof CorridorInput>;

function sayMisfit(misfit: CorridorMisfit, crossing: Crossing, input: CorridorInput): string {
  switch (misfit) {
    case "not_on_border": {
      const sides = crossing.sides.map(({ country }) => country).join(" and ");
      return `${crossing.name} lies between ${sides}, not on the way ${input.direction}`;
    }
    case "no_lane": {
      const lanes = crossing.lanes.map(({ id }) => id).join(", ") || "none";
      return `${crossing.name} has no lane ${corridorLane(input)}; its lanes are ${lanes}`;
    }
  }
}

/** What of a corridor does not fit the registry, crossing by crossing (`crossings.0`); empty when all is well. */
export function findCorridorMisfits(
  input: CorridorInput,
  registry: readonly Crossing[],
): FieldProblem[] {
  return input.crossings.flatMap((id, i): FieldProblem[] => {
    const path = `crossings.${i}`;
    const crossing = registry.find((one) => one.id === id);
    if (crossing === undefined) return [{ path, message: `there is no crossing ${id}` }];
    const misfit = corridorMisfit(crossing, input);
    return misfit === null ? [] : [{ path, message: sayMisfit(misfit, crossing, input) }];
  });
}
