import type { HomeCrossing } from "#app/_client/outbox/field-home.ts";
import { directionEnds } from "#app/format/country.ts";
import { MODES } from "#server/domain/crossing.ts";
import type { FormCrossing } from "../form-fields.ts";

/** A crossing as the form's fields take it, from what the phone keeps. */
export function formCrossing({ id, name, localNames, sides, lanes }: HomeCrossing): FormCrossing {
  const side = ({ country, zone }: HomeCrossing["sides"][number]) => ({
    country,
    zone,
    place: null,
    admin: null,
    authority: null,
  });
  return {
    id,
    name,
    localNames,
    sides: [side(sides[0]), side(sides[1])],
    lanes: lanes.flatMap((lane) => {
      const [direction = "", named] = lane.split("/");
      const mode = MODES.find((one) => one === named);
      return mode === undefined ? [] : [{ id: lane, direction, mode, ...directionEnds(direction) }];
    }),
  };
}
