/**
 * Borders as Natural Earth draws them. Its disputed lines are a layer of their own that world-atlas leaves out, but its
 * countries have lines where those would lie: they are told apart here, so that no claim is drawn as settled.
 */
import type { GeoPath } from "d3-geo";
import { mesh } from "topojson-client";
import atlas from "world-atlas/countries-50m.json" with { type: "json" };

const CHINA = "156";
const INDIA = "356";
const PAKISTAN = "586";
/** Natural Earth's name for a territory without a number. */
const SIACHEN = "Siachen Glacier";
/** North of it the line between India and Pakistan is the Line of Control, in degrees. Source: Simla Agreement, 1972. */
const LINE_OF_CONTROL_FROM = 32.5;

interface Land {
  readonly id?: string | number | undefined;
  readonly properties?: object | undefined;
}

const nameOf = ({ properties = {} }: Land): unknown =>
  "name" in properties ? properties.name : "";

type Line = [number, number][];

function isDisputed(one: Land, other: Land): boolean {
  const sides = [one, other];
  const has = (id: string) => sides.some((side) => side.id === id);
  if (sides.some((side) => nameOf(side) === SIACHEN)) return true;
  return has(CHINA) && (has(INDIA) || has(PAKISTAN));
}

const isIndiaPakistan = (one: Land, other: Land): boolean =>
  one.id !== other.id && [one, other].every(({ id }) => id === INDIA || id === PAKISTAN);

/** A line cut where it leaves or enters the north; pieces meet at the point of the cut. */
function cutAt(latitude: number, line: readonly number[][]): { north: Line[]; south: Line[] } {
  const north: Line[] = [];
  const south: Line[] = [];
  let piece: Line = [];
  let side: Line[] | null = null;
  for (const [x = 0, y = 0] of line) {
    const here = y >= latitude ? north : south;
    piece.push([x, y]);
    if (here === side) continue;
    piece = [[x, y]];
    side = here;
    here.push(piece);
  }
  return { north, south };
}

function sortLines() {
  const { countries } = atlas.objects;
  const settled = mesh(
    atlas,
    countries,
    (a, b) => a !== b && !isDisputed(a, b) && !isIndiaPakistan(a, b),
  );
  const open = mesh(atlas, countries, (a, b) => a !== b && isDisputed(a, b));
  const between = mesh(atlas, countries, (a, b) => a !== b && isIndiaPakistan(a, b));
  const cut = between.coordinates.map((line) => cutAt(LINE_OF_CONTROL_FROM, line));
  const joined = (lines: GeoJSON.MultiLineString, more: Line[]): GeoJSON.MultiLineString => ({
    type: "MultiLineString",
    coordinates: [...lines.coordinates, ...more],
  });
  return {
    settled: joined(
      settled,
      cut.flatMap(({ south }) => south),
    ),
    disputed: joined(
      open,
      cut.flatMap(({ north }) => north),
    ),
  };
}

/** The same for every map: found once, in the whole world's lines. */
let lines: ReturnType<typeof sortLines> | undefined;

/** Path data of settled and of disputed borders. */
export function borderLines(path: GeoPath): { borders: string; disputed: string } {
  lines ??= sortLines();
  return { borders: path(lines.settled) ?? "", disputed: path(lines.disputed) ?? "" };
}
