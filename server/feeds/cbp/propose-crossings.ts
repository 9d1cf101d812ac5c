/**
 * Crossings of the registry made of CBP's ports: what an admin is shown, and takes over or not.
 * A port that has no lane by the feed (every one is "N/A", or pending where none is counted) is left out.
 */
import { type Crossing, laneId } from "#server/domain/crossing.ts";
import type { BwtPort } from "./bwt-schema.ts";
import { findPort } from "./ports.ts";
import { neighbourOf, portModes, portZone } from "./read-port.ts";

/** CBP renews its figures by the hour; a word that is two hours old still counts. Minutes. */
const EXPECTED_INTERVAL_MINUTES = 120;
const MAX_SLUG = 60;

export interface ProposedCrossing {
  readonly place: string;
  readonly crossing: Crossing;
}

function slugOf(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/&/g, " and ")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, MAX_SLUG)
    .replace(/^-+|-+$/g, "");
}

/** "El Paso" and "Ysleta" make "Ysleta, El Paso"; a crossing that has its port's name has that alone. */
function nameOf({ port_name: port, crossing_name: crossing }: BwtPort): string {
  if (crossing === "" || crossing === port) return port;
  return crossing.includes(port) ? crossing : `${crossing}, ${port}`;
}

/**
 * @param taken slugs that are other crossings already
 */
export function proposeCrossings(
  ports: readonly BwtPort[],
  taken: ReadonlySet<string>,
): ProposedCrossing[] {
  const used = new Set(taken);
  const proposed: ProposedCrossing[] = [];
  for (const port of ports) {
    const neighbour = neighbourOf(port);
    const modes = portModes(port);
    if (neighbour === null || modes.length === 0) continue;
    const known = findPort(port.port_number);
    const zone = known?.zone ?? portZone(port) ?? "America/Chicago";
    const base = slugOf(nameOf(port)) || "port";
    const id = used.has(base) ? `${base}-${slugOf(port.port_number)}` : base;
    used.add(id);
    const side = { admin: null, authority: null };
    proposed.push({
      place: port.port_number,
      crossing: {
        id,
        name: nameOf(port),
        altNames: [...new Set([port.port_name, port.crossing_name])].filter(
          (name) => name !== "" && name !== nameOf(port),
        ),
        localNames: {},
        sides: [
          {
            ...side,
            country: "US",
            place: port.port_name,
            authority: "U.S. Customs and Border Protection",
            zone,
          },
          { ...side, country: neighbour, place: null, zone: known?.otherZone ?? zone },
        ],
        position: known?.position ?? null,
        type: "road",
        lanes: modes.map((mode) => ({
          id: laneId(neighbour, "US", mode),
          direction: `${neighbour}-US`,
          from: neighbour,
          to: "US",
          mode,
        })),
        expectedIntervalMinutes: EXPECTED_INTERVAL_MINUTES,
        note: "Waits on the way into the United States, as U.S. Customs and Border Protection publishes them.",
        sources: [
          {
            publisher: "U.S. Customs and Border Protection",
            title: `Border wait times, port ${port.port_number}`,
            url: "https://bwt.cbp.gov/",
            date: null,
          },
        ],
      },
    });
  }
  return proposed;
}
