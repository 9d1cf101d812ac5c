/** GeoJSON by RFC 7946: WGS84, longitude first. A crossing whose place nobody knows has the geometry null. */
import type { Crossing, Position } from "#server/domain/crossing.ts";
import type { Figure, LaneStatus } from "#server/domain/status.ts";
import { closureId } from "./closure-id.ts";
import type { ClosureAtCrossing } from "./closures-csv.ts";
import { crossingUrl, type FeedInfo, LICENCE_URL, PUBLISHER } from "./feed-info.ts";
import type { CrossingWithStatus } from "./overview-row.ts";

export interface GeoJsonFeature {
  readonly type: "Feature";
  readonly id: string;
  readonly geometry: {
    readonly type: "Point";
    readonly coordinates: readonly [number, number];
  } | null;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** `feed_info` after WZDx 4.2, as a foreign member (RFC 7946, 6.1). */
export interface GeoJsonCollection {
  readonly type: "FeatureCollection";
  readonly feed_info: Readonly<Record<string, unknown>>;
  readonly features: readonly GeoJsonFeature[];
}

function collection(info: FeedInfo, features: readonly GeoJsonFeature[]): GeoJsonCollection {
  return {
    type: "FeatureCollection",
    feed_info: {
      publisher: PUBLISHER,
      url: info.publicUrl,
      license: LICENCE_URL,
      update_date: info.at,
    },
    features,
  };
}

const pointOf = (position: Position | null): GeoJsonFeature["geometry"] =>
  position === null
    ? null
    : { type: "Point", coordinates: [position.longitude, position.latitude] };

const placeOf = (crossing: Crossing) => ({
  name: crossing.name,
  names: crossing.localNames,
  countries: crossing.sides.map((side) => side.country),
  positionPrecisionMetres: crossing.position?.precisionMetres ?? null,
});

const laneProperties = (lane: LaneStatus) => ({
  lane: lane.lane,
  direction: lane.direction,
  mode: lane.mode,
  state: lane.value,
  basis: lane.basis,
  recorded: lane.recorded,
  since: lane.since,
  freshness: lane.freshness,
  lastWordAt: lane.lastWordAt,
  lastSeen: lane.lastSeen,
  exceptions: lane.exceptions,
});

const figureProperties = ({ claims, ...figure }: Figure) => ({ ...figure, claims: claims.length });

/** Everybody whose word the status rests on, once. */
function sourcesOf({ status }: CrossingWithStatus) {
  const said = status.lanes.flatMap((lane) => [...lane.observed.said, ...lane.announced.said]);
  const sources = [...said, ...status.figures.flatMap((figure) => figure.claims)];
  return [...new Map(sources.map(({ source }) => [source.id, source])).values()];
}

export function writeCrossingsGeoJson(
  crossings: readonly CrossingWithStatus[],
  info: FeedInfo,
): GeoJsonCollection {
  const features = crossings.map((row): GeoJsonFeature => {
    const { crossing, status } = row;
    return {
      type: "Feature",
      id: crossing.id,
      geometry: pointOf(crossing.position),
      properties: {
        ...placeOf(crossing),
        condition: status.condition,
        since: status.since,
        cause: status.cause,
        lanes: status.lanes.map(laneProperties),
        exceptions: status.exceptions,
        figures: status.figures.map(figureProperties),
        alertLevel: status.alert.level,
        alertReasons: status.alert.reasons.map((reason) => reason.code),
        trend: status.trend,
        freshness: status.freshness,
        lastWordAt: status.lastWordAt,
        asOf: status.at,
        known: status.known,
        url: crossingUrl(info, crossing.id),
        sources: sourcesOf(row),
      },
    };
  });
  return collection(info, features);
}

export function writeClosuresGeoJson(
  closures: readonly ClosureAtCrossing[],
  info: FeedInfo,
): GeoJsonCollection {
  const features = closures.map(({ closure, crossing }): GeoJsonFeature => {
    const { crossingId, ...rest } = closure;
    return {
      type: "Feature",
      id: closureId(closure),
      geometry: pointOf(crossing.position),
      properties: {
        crossing: crossingId,
        ...placeOf(crossing),
        ...rest,
        url: crossingUrl(info, crossingId),
      },
    };
  });
  return collection(info, features);
}
