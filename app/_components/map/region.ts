/**
 * A region's ground as SVG paths, made on the server from Natural Earth (world-atlas, 1:50 million): land, borders and
 * the countries' names, fitted to the points that are shown. Tenths of a unit at most: the whole map is a few KB.
 */
import { type GeoProjection, geoMercator, geoPath } from "d3-geo";
import { feature } from "topojson-client";
import atlas from "world-atlas/countries-50m.json" with { type: "json" };
import { MAX_ZOOM } from "#app/_client/map/map-window.ts";
import { countryName } from "#app/format/country.ts";
import type { Locale } from "#app/locales.ts";
import { borderLines } from "./border-lines.ts";
import { clusterPoints, type MapCluster } from "./cluster-points.ts";
import { createKept } from "./kept.ts";
import {
  type Box,
  boxAround,
  isInside,
  type LabelSide,
  overlaps,
  placeLabels,
} from "./place-labels.ts";

export const MAP_WIDTH = 600;
export const MAP_HEIGHT = 500;
/** Space around the outermost points, in the map's units: beside them there must be room for their labels. */
const MARGIN_X = 100;
const MARGIN_Y = 60;
/** A country that shows less of itself than this gets no name, in square units. */
const LEAST_NAMED_AREA = 9_000;
/** Furthest the map goes in, as d3's Mercator scale: one point alone still shows its country. */
const MAX_SCALE = 4_000;

export interface PlacedCrossing {
  readonly id: string;
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** Least widths for which labels are placed, in pixels: on a phone, beside a board, on a wall; globals.css has the same. */
const NARROW_PX = 326;
const WIDE_PX = 368;
const WALL_PX = 464;
/** A country's name, in the map's units: mean width of a letter and height of a line. */
const NAME_LETTER = 9.5;
const NAME_LINE = 20;

/** Where a point stands, in per cent of the map's box, and on which side its label has room. */
export interface MapPoint {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly wide: LabelSide;
  readonly narrow: LabelSide;
  readonly wall: LabelSide;
  /** For one that lies on another: how far in it stands alone. */
  readonly splitsAt?: number;
  /** Not even furthest in: it is drawn in its group alone. */
  readonly isNeverAlone?: true;
  /** On the first of a group: all of it. */
  readonly cluster?: MapCluster;
}

export interface CountryLabel {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

export interface Region {
  readonly land: string;
  readonly borders: string;
  /** Lines that a neighbour disputes, as far as the geometry has them. */
  readonly disputed: string;
  readonly labels: readonly CountryLabel[];
  readonly points: readonly MapPoint[];
}

function fitted(crossings: readonly PlacedCrossing[]): GeoProjection {
  const coordinates = crossings.map(({ longitude, latitude }): [number, number] => [
    longitude,
    latitude,
  ]);
  const projection = geoMercator().fitExtent(
    [
      [MARGIN_X, MARGIN_Y],
      [MAP_WIDTH - MARGIN_X, MAP_HEIGHT - MARGIN_Y],
    ],
    { type: "MultiPoint", coordinates },
  );
  if (projection.scale() > MAX_SCALE) {
    const [first = [0, 0]] = coordinates;
    projection
      .scale(MAX_SCALE)
      .center(first)
      .translate([MAP_WIDTH / 2, MAP_HEIGHT / 2]);
  }
  return projection.clipExtent([
    [0, 0],
    [MAP_WIDTH, MAP_HEIGHT],
  ]);
}

/** The atlas numbers its countries by ISO 3166-1; names in a language go by letters. */
function localName(numeric: string, fallback: string, locale: Locale): string {
  try {
    const region = new Intl.Locale(`und-${numeric}`).region ?? numeric;
    return countryName(locale, region);
  } catch {
    // Territories without a number of their own.
    return fallback;
  }
}

/** Steps from a country's middle at which its name is tried, in the map's units; nearest first. */
const NUDGES = [0, 30, -30, 60, -60, 90, -90];

/** Names at the middle of what is seen of each country, or near it where crossings leave room; else none. */
function countryLabels(
  projection: GeoProjection,
  locale: Locale,
  taken: readonly Box[],
): CountryLabel[] {
  const path = geoPath(projection);
  const used = [...taken];
  return feature(atlas, atlas.objects.countries).features.flatMap((country) => {
    if (path.area(country) < LEAST_NAMED_AREA) return [];
    const [middleX, middleY] = path.centroid(country);
    const name = localName(String(country.id ?? ""), country.properties.name, locale);
    const size = { width: name.length * NAME_LETTER, height: NAME_LINE };
    const free = NUDGES.flatMap((dy) => NUDGES.map((dx) => [middleX + dx, middleY + dy] as const))
      .map(([x, y]) => ({ x, y, box: boxAround(x, y, size) }))
      .find(({ box }) => isInside(box, MAP) && !used.some((other) => overlaps(box, other)));
    if (free === undefined) return [];
    used.push(free.box);
    // The baseline lies a third of a line under the middle.
    return [{ name, x: Math.round(free.x), y: Math.round(free.y + NAME_LINE / 3) }];
  });
}

const MAP = { width: MAP_WIDTH, height: MAP_HEIGHT } as const;

function canvasOf(width: number) {
  return { width, height: (width * MAP_HEIGHT) / MAP_WIDTH };
}

function clusterOf(id: string, clusters: readonly MapCluster[]) {
  const cluster = clusters.find(({ ids }) => ids.includes(id));
  if (cluster === undefined) return {};
  const { splitsAt } = cluster;
  return {
    splitsAt,
    ...(splitsAt > MAX_ZOOM ? { isNeverAlone: true as const } : {}),
    ...(cluster.ids[0] === id ? { cluster } : {}),
  };
}

/** Each language's whole map and some borders' and searches' beside it; with 500 crossings each is 60 KB. */
const regions = createKept<Region>(40);

/**
 * The region around the crossings; null when none has a position. To lay out its ground takes longer (0.15 s) than all
 * the rest of a page that is made anew at every change, so it is kept.
 */
export function drawRegion(crossings: readonly PlacedCrossing[], locale: Locale): Region | null {
  if (crossings.length === 0) return null;
  return regions(JSON.stringify([locale, crossings]), () => layOutRegion(crossings, locale));
}

function layOutRegion(crossings: readonly PlacedCrossing[], locale: Locale): Region {
  const projection = fitted(crossings);
  const path = geoPath(projection).digits(1);
  const spots = crossings.map(({ id, name, longitude, latitude }) => {
    const [x, y] = projection([longitude, latitude]) ?? [0, 0];
    return { id, name, x: x / MAP_WIDTH, y: y / MAP_HEIGHT };
  });
  const places = spots.map(({ id, x, y }) => ({
    id,
    x: Math.round(x * 1000) / 10,
    y: Math.round(y * 1000) / 10,
  }));
  const clusters = clusterPoints(places, canvasOf(NARROW_PX));
  const wide = placeLabels(spots, canvasOf(WIDE_PX));
  const narrow = placeLabels(spots, canvasOf(NARROW_PX));
  const wall = placeLabels(spots, canvasOf(WALL_PX));
  const scale = MAP_WIDTH / WIDE_PX;
  const taken = wide.taken.map(({ left, top, right, bottom }) => ({
    left: left * scale,
    top: top * scale,
    right: right * scale,
    bottom: bottom * scale,
  }));
  return {
    land: path(feature(atlas, atlas.objects.land)) ?? "",
    ...borderLines(path),
    labels: countryLabels(projection, locale, taken),
    points: places.map(({ id, x, y }) => ({
      id,
      x,
      y,
      ...clusterOf(id, clusters),
      wide: wide.sides.get(id) ?? "none",
      narrow: narrow.sides.get(id) ?? "none",
      wall: wall.sides.get(id) ?? "none",
    })),
  };
}
