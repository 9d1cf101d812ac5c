import fc from "fast-check";
import { expect, test } from "vitest";
import { MAX_ZOOM, moved, START, shownAround, zoomedAt } from "#app/_client/map/map-window.ts";
import { clusterPoints } from "#app/_components/map/cluster-points.ts";
import { drawRegion } from "#app/_components/map/region.ts";
import { RECORD } from "../formats/record/recorded-crossings.ts";

const part = fc.double({ min: 0, max: 1, noNaN: true });
const place = fc.record({ x: part, y: part });

test("the window of a map never leaves it, whatever is done", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.double({ min: 0.1, max: 5, noNaN: true }), place, place)),
      (acts) => {
        const view = acts.reduce(
          (now, [factor, at, by]) => moved(zoomedAt(now, factor, at), by),
          START,
        );
        expect(view.zoom).toBeGreaterThanOrEqual(1);
        expect(view.zoom).toBeLessThanOrEqual(MAX_ZOOM);
        expect(Math.min(view.left, view.top)).toBeGreaterThanOrEqual(0);
        expect(Math.max(view.left, view.top) + 1 / view.zoom).toBeLessThanOrEqual(1 + 1e-9);
      },
    ),
  );
});

test("what is under the pointer stays there while it comes nearer", () => {
  const view = zoomedAt(START, 2, { x: 0.25, y: 0.5 });
  expect(view).toEqual({ left: 0.125, top: 0.25, zoom: 2 });
  expect(moved(view, { x: 1, y: 0 }).left).toBe(0.5);
});

test("a point that has the focus is brought into the window, and only then", () => {
  const view = zoomedAt(START, 4, { x: 0, y: 0 });
  expect(shownAround(view, { x: 0.1, y: 0.2 })).toBe(view);
  expect(shownAround(view, { x: 0.9, y: 0.5 })).toMatchObject({ left: 0.75, top: 0.375 });
});

test("points that touch are one group, through others too, and say how far in they part", () => {
  const spots = [
    { id: "a", x: 10, y: 10 },
    { id: "b", x: 13, y: 10 },
    { id: "c", x: 16, y: 10 },
    { id: "far", x: 80, y: 80 },
  ];
  expect(clusterPoints(spots, { width: 400, height: 300 })).toEqual([
    { ids: ["a", "b", "c"], x: 13, y: 10, splitsAt: 1.7 },
  ]);
});

test("groups that would be drawn over one another are one, wherever their points lie", () => {
  const pair = (id: string, x: number, y: number) => [
    { id: `${id}1`, x, y },
    { id: `${id}2`, x: x + 1, y },
  ];
  // 40 and 200 pixels to the right of the first.
  const spots = [...pair("a", 10, 10), ...pair("b", 20, 10), ...pair("c", 60, 10)];
  const clusters = clusterPoints(spots, { width: 400, height: 300 });
  expect(clusters.map(({ ids }) => ids)).toEqual([
    ["a1", "a2", "b1", "b2"],
    ["c1", "c2"],
  ]);
  expect(clusters[0]).toMatchObject({ x: 15.5, y: 10, splitsAt: 5 });
});

test("a point that a group would cover is in it, and one that stands beside keeps its name", () => {
  const pairs = [8, 9, 19.25, 20.25].map((x, index) => ({ id: `p${index}`, x, y: 10 }));
  const canvas = { width: 400, height: 300 };
  const under = { id: "under", x: 14.1, y: 10 };
  const [covering] = clusterPoints([...pairs, under], canvas);
  expect(covering?.ids).toContain("under");
  const beside = { id: "beside", x: 14.1, y: 17 };
  const [standing] = clusterPoints([...pairs, beside], canvas);
  expect(standing?.ids).toHaveLength(4);
});

test("Torkham stands alone on the map of the record", () => {
  const placed = RECORD.crossings.flatMap(({ id, name, position }) =>
    position === null ? [] : [{ id, name, ...position }],
  );
  const torkham = drawRegion(placed, "en")?.points.find(({ id }) => id === "torkham");
  expect(torkham).toBeDefined();
  expect(torkham).not.toHaveProperty("splitsAt");
});

test("disputed lines are drawn apart from borders, where there are any", () => {
  const around = (longitude: number, latitude: number) =>
    drawRegion([{ id: "a", name: "A", longitude, latitude }], "en");
  expect(around(76, 34.5)?.disputed).not.toBe("");
  expect(around(66, 31)?.disputed).toBe("");
  expect(around(66, 31)?.borders).not.toBe("");
});
