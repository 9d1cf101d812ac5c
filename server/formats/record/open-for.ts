/** The record's few words on who may pass (`open_for`) as modes, exceptions and conditions. */
import type { LaneException } from "#server/domain/claim.ts";
import type { Mode } from "#server/domain/crossing.ts";

interface Word {
  /** The word names the whole mode: that mode is open. */
  readonly opens?: Mode;
  /** The word names only a class of a mode: that mode is restricted. */
  readonly restricts?: Mode;
  readonly exception?: LaneException;
}

function exception(
  name: LaneException["class"],
  mode: Mode | null,
  direction: string | null = null,
  state: LaneException["state"] = "open",
): LaneException {
  return { class: name, mode, direction, state };
}

const HOME_TO_AFGHANISTAN = exception("returnees", "pedestrian", "PK-AF");

/** Every word that the record uses; a new one stops the loading, so that none is silently lost. */
const WORDS: Readonly<Record<string, Word>> = {
  pedestrians: { opens: "pedestrian" },
  pedestrians_12h: { opens: "pedestrian" },
  trucks: { opens: "truck" },
  trucks_mon_fri: { opens: "truck" },
  trucks_mon_wed_fri: { opens: "truck" },
  trucks_sun_fri: { opens: "truck" },
  rail: { opens: "rail" },
  trucks_non_nato: { restricts: "truck" },
  pedestrians_sat: { restricts: "pedestrian", exception: exception("returnees", "pedestrian") },
  pedestrians_with_visa_going_home: {
    restricts: "pedestrian",
    exception: exception("returnees", "pedestrian"),
  },
  passport_and_visa_holders: { restricts: "pedestrian" },
  women: { restricts: "pedestrian" },
  children: { restricts: "pedestrian" },
  students: { restricts: "pedestrian" },
  patients: { restricts: "pedestrian", exception: exception("patients", "pedestrian") },
  returnees: { restricts: "pedestrian", exception: HOME_TO_AFGHANISTAN },
  afghans_going_home: { restricts: "pedestrian", exception: HOME_TO_AFGHANISTAN },
  refugees_leaving: { restricts: "pedestrian", exception: HOME_TO_AFGHANISTAN },
  pakistanis_returning: {
    restricts: "pedestrian",
    exception: exception("returnees", "pedestrian", "AF-PK"),
  },
  nationals_returning: { restricts: "pedestrian", exception: exception("returnees", "pedestrian") },
  stranded_nationals: { restricts: "pedestrian", exception: exception("returnees", "pedestrian") },
  empty_trucks: { restricts: "truck", exception: exception("empty_trucks", "truck") },
  transit_trucks: { restricts: "truck", exception: exception("transit_sealed", "truck") },
  un_aid: { restricts: "truck", exception: exception("humanitarian", "truck") },
  others_than_deportees: {
    restricts: "pedestrian",
    exception: exception("returnees", "pedestrian", "PK-AF", "closed"),
  },
  others_than_afghans: { restricts: "pedestrian" },
};

export interface OpenFor {
  readonly openModes: readonly Mode[];
  readonly restrictedModes: readonly Mode[];
  readonly exceptions: readonly LaneException[];
}

/**
 * What a row's `open_for` opens.
 * @throws Error for a word that the table does not have
 */
export function readOpenFor(words: readonly string[]): OpenFor {
  const known = words.map((word) => {
    const found = WORDS[word];
    if (found === undefined) throw new Error(`closures.json: open_for has an unknown word ${word}`);
    return found;
  });
  const openModes = known.flatMap(({ opens }) => (opens === undefined ? [] : [opens]));
  return {
    openModes,
    restrictedModes: known.flatMap(({ restricts }) =>
      restricts === undefined || openModes.includes(restricts) ? [] : [restricts],
    ),
    exceptions: known.flatMap((word) => (word.exception === undefined ? [] : [word.exception])),
  };
}
