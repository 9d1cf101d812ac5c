import { expect, test } from "vitest";
import { z } from "zod";
import { writeClosuresGeoJson, writeCrossingsGeoJson } from "#server/formats/geojson.ts";
import { closedTorkham, closureFixture, INFO, silentGate, torkham } from "./fixtures.ts";

/* RFC 7946 as a schema of our tests' own: what a reader that keeps to it takes, and nothing else of its names. */

/** Longitude first, WGS 84 (section 4); an altitude is allowed and not ours. */
const Position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
const Point = z.strictObject({ type: z.literal("Point"), coordinates: Position });
/** Section 3.2: `properties` and `geometry` are there, if need be as null; `id` is a text or a number. */
const Feature = z.strictObject({
  type: z.literal("Feature"),
  id: z.union([z.string().min(1), z.number()]),
  geometry: Point.nullable(),
  properties: z.record(z.string(), z.json()),
});
/** Section 7.1: a foreign member must not have a name of GeoJSON's. */
const Collection = z
  .looseObject({ type: z.literal("FeatureCollection"), features: z.array(Feature) })
  .refine((given) => !("geometry" in given || "properties" in given || "coordinates" in given));

const throughText = (given: unknown): unknown => JSON.parse(JSON.stringify(given));

test("crossings and closures are GeoJSON, with and without a place", () => {
  const crossings = writeCrossingsGeoJson([closedTorkham(), silentGate("ghulam-khan")], INFO);
  const read = Collection.parse(throughText(crossings));
  expect(read.features.map(({ geometry }) => geometry?.coordinates ?? null)).toEqual([
    [71.08472, 34.11472],
    null,
  ]);
  const closures = writeClosuresGeoJson([{ closure: closureFixture(), crossing: torkham }], INFO);
  expect(Collection.parse(throughText(closures)).features).toHaveLength(1);
});

test("the schema refuses latitude first, a bare geometry and a feature without properties", () => {
  const [feature] = writeCrossingsGeoJson([closedTorkham()], INFO).features;
  const collection = (one: unknown) => ({ type: "FeatureCollection", features: [one] });
  expect(Collection.safeParse(collection(feature)).success).toBe(true);
  for (const wrong of [
    { ...feature, geometry: { type: "Point", coordinates: [34.1, 171.0] } },
    { ...feature, properties: undefined },
    feature?.geometry,
  ]) {
    expect(Collection.safeParse(throughText(collection(wrong))).success).toBe(false);
  }
});
