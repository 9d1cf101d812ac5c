import fc from "fast-check";
import { expect, test } from "vitest";
import { overlaps, placeLabels } from "#app/_components/map/place-labels.ts";
import { drawRegion } from "#app/_components/map/region.ts";
import { sparkShape } from "#app/_components/overview/spark-shape.ts";

const point = (low: number | null, high: number | null = low) => ({
  at: "2025-10-12T00:00:00.000Z",
  low,
  best: null,
  high,
});

test("a sparkline without a measurement is none, and a gap is a gap", () => {
  expect(sparkShape([point(null), point(null)])).toBeNull();
  const shape = sparkShape([point(10), point(20), point(null), point(5, 30)]);
  expect(shape?.line.match(/M/g)).toHaveLength(2);
  expect(shape?.band.match(/z/g)).toHaveLength(2);
  expect(shape?.peak).toBe(30);
});

test("a figure of zero is drawn, not left out", () => {
  expect(sparkShape([point(0), point(0)])?.line).toBe("M0 22L100 22");
});

test("labels lie inside of the map and never over another", () => {
  const spot = fc.record({
    name: fc.string({ minLength: 1, maxLength: 20 }),
    x: fc.double({ min: 0, max: 1, noNaN: true }),
    y: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(spot, { maxLength: 30 }), (spots) => {
      const named = spots.map((one, index) => ({ ...one, id: String(index) }));
      const { taken, sides } = placeLabels(named, { width: 400, height: 300 });
      expect(sides.size).toBe(spots.length);
      const labels = taken.slice(spots.length);
      for (const label of labels) {
        expect(taken.filter((other) => other !== label && overlaps(label, other))).toEqual([]);
        expect(label.left >= 0 && label.right <= 400 && label.top >= 0 && label.bottom <= 300).toBe(
          true,
        );
      }
    }),
  );
});

test("a region shows its crossings inside of the map and names the country around them", () => {
  const region = drawRegion(
    [
      { id: "torkham", name: "Torkham", latitude: 34.1147, longitude: 71.0847 },
      { id: "islam-qala", name: "Islam Qala", latitude: 34.66, longitude: 61.07 },
      { id: "chaman", name: "Chaman", latitude: 30.92, longitude: 66.44 },
    ],
    "en",
  );
  expect(region?.labels.map(({ name }) => name)).toContain("Afghanistan");
  expect(region?.points.every(({ x, y }) => x > 0 && x < 100 && y > 0 && y < 100)).toBe(true);
  const torkham = region?.points.find(({ id }) => id === "torkham");
  const west = region?.points.find(({ id }) => id === "islam-qala");
  expect(torkham && west && torkham.x > west.x).toBe(true);
  // The budget for the map is 25 KB compressed; its paths are less than that before compression.
  expect((region?.land.length ?? 0) + (region?.borders.length ?? 0)).toBeLessThan(25_000);
});

test("one crossing alone still has its country around it, and none has no map", () => {
  expect(drawRegion([], "en")).toBeNull();
  const one = drawRegion([{ id: "a", name: "A", latitude: 34.1, longitude: 71.1 }], "en");
  expect(one?.points).toMatchObject([{ x: 50, y: 50 }]);
});

test("a map is laid out once for the same names at the same places", () => {
  const at = (name: string) => [{ id: "a", name, latitude: 34.1, longitude: 71.1 }];
  const first = drawRegion(at("Torkham"), "en");
  expect(drawRegion(at("Torkham"), "en")).toBe(first);
  expect(drawRegion(at("طورخم"), "en")).not.toBe(first);
  expect(drawRegion(at("Torkham"), "ur")?.labels).not.toEqual(first?.labels);
});
