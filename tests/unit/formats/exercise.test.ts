import { describe, expect, test } from "vitest";
import { exerciseClock } from "#server/domain/clock.ts";
import { markExercise } from "#server/formats/exercise.ts";

describe("what leaves an exercise says so", () => {
  test("JSON and GeoJSON by a member of their own, the rest as it was", () => {
    const text = `${JSON.stringify({ at: "2025-10-13", crossings: [{ title: "{" }] })}\n`;
    expect(JSON.parse(markExercise(text, "json"))).toEqual({
      exercise: true,
      at: "2025-10-13",
      crossings: [{ title: "{" }],
    });
    expect(JSON.parse(markExercise(`{"type":"FeatureCollection"}`, "geojson")).exercise).toBe(true);
  });

  test("CAP by its status, feeds and calendars by their titles, CSV not at all", () => {
    expect(markExercise("<title>Alerts</title><status>Actual</status>", "xml")).toBe(
      "<title>Exercise: Alerts</title><status>Exercise</status>",
    );
    expect(markExercise('<title type="text">Changes</title>', "atom")).toBe(
      '<title type="text">Exercise: Changes</title>',
    );
    expect(markExercise("X-WR-CALNAME:Closures\r\nSUMMARY:Torkham\r\n", "ics")).toBe(
      "X-WR-CALNAME:Exercise: Closures\r\nSUMMARY:Exercise: Torkham\r\n",
    );
    expect(markExercise("id,name\n", "csv")).toBe("id,name\n");
  });
});

test("an exercise's clock runs through its period as fast as told, and stands at its end", () => {
  let machineMs = 5_000;
  const clock = exerciseClock(
    {
      fromAt: "2025-10-11T00:00:00.000Z",
      toAt: "2025-10-13T00:00:00.000Z",
      speed: 1_440,
      startedMs: 5_000,
    },
    () => machineMs,
  );
  expect(clock.now()).toBe("2025-10-11T00:00:00.000Z");
  expect(clock.untilMs("2025-10-12T00:00:00.000Z")).toBe(60_000);
  machineMs += 60_000;
  expect(clock.now()).toBe("2025-10-12T00:00:00.000Z");
  expect(clock.untilMs("2025-10-11T00:00:00.000Z")).toBe(0);
  machineMs += 600_000;
  expect(clock.now()).toBe("2025-10-13T00:00:00.000Z");
});
