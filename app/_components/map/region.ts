/**
 * A region's ground as SVG paths, made on the server from Natural Earth (world-atlas, 1:50 million): land, borders and
 * the countries' names, fitted to the points that are shown. Tenths of a unit at most: the whole map is a few KB.
 */
import { type GeoProjection, geoMercator, geoPath } from "d3-geo";
import { feature, mesh } from "topojson-client";
import atlas from "world-atlas/countries-50m.json" with { type: "json" };
import { INTL_TAGS, type Locale } from "../../locales.ts";
import { placeLabels } from "./place-labels.ts";

export const MAP_WIDTH = 600;
export const MAP_HEIGHT = 500;
/** Space around the outermost points, in the map's units: room for their labels. */
const MARGIN = 70;
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

/** Where a point stands, in per cent of the map's box, and on which side its label has room. */
export interface MapPoint {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly wide: string;
  readonly narrow: string;
}

export interface CountryLabel {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

export interface Region {
  readonly land: string;
  readonly borders: string;
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
      [MARGIN, MARGIN],
      [MAP_WIDTH - MARGIN, MAP_HEIGHT - MARGIN],
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
    return new Intl.DisplayNames(INTL_TAGS[locale], { type: "region" }).of(region) ?? fallback;
  } catch {
    // Territories without a number of their own.
    return fallback;
  }
}

function countryLabels(projection: GeoProjection, locale: Locale): CountryLabel[] {
  const path = geoPath(projection);
  return feature(atlas, atlas.objects.countries).features.flatMap((country) => {
    if (path.area(country) < LEAST_NAMED_AREA) return [];
    const [x, y] = path.centroid(country);
    const name = localName(String(country.id ?? ""), country.properties.name, locale);
    return [{ name, x: Math.round(x), y: Math.round(y) }];
  });
}

/** The region around the crossings; null when none has a position. */
export function drawRegion(crossings: readonly PlacedCrossing[], locale: Locale): Region | null {
  if (crossings.length === 0) return null;
  const projection = fitted(crossings);
  const path = geoPath(projection).digits(1);
  const spots = crossings.map(({ id, name, longitude, latitude }) => {
    const [x, y] = projection([longitude, latitude]) ?? [0, 0];
    return { id, name, x: x / MAP_WIDTH, y: y / MAP_HEIGHT };
  });
  return {
    land: path(feature(atlas, atlas.objects.land)) ?? "",
    borders: path(mesh(atlas, atlas.objects.countries, (a, b) => a !== b)) ?? "",
    labels: countryLabels(projection, locale),
    points: placeLabels(spots, MAP_HEIGHT / MAP_WIDTH),
  };
}
