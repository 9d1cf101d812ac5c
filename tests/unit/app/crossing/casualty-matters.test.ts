import { expect, test } from "vitest";
import { casualtyMatters } from "#app/_components/incident/casualty-matters.ts";
import type { CasualtyClaim } from "#server/domain/incident.ts";
import { instantBound } from "#server/domain/time.ts";

function claim(
  by: string,
  group: string,
  range: { low: number; high: number | null },
  more: Partial<CasualtyClaim> = {},
): CasualtyClaim {
  return {
    id: `${by} ${group} ${range.low} ${more.harm ?? ""}`,
    group,
    about: "soldiers",
    aboutParty: null,
    claimant: { id: by, kind: "official", name: by, party: null },
    harm: "killed",
    ...range,
    asGiven: "",
    at: instantBound("2025-10-12T00:00:00.000Z"),
    publishedAt: "2025-10-12T12:00:00.000Z",
    links: [],
    ...more,
  };
}
const exactly = (count: number) => ({ low: count, high: count });

test("23 against 58 differ by a factor of 2.5, more than 200 against nine by 22 or more", () => {
  const [soldiers, fighters] = casualtyMatters([
    claim("pk", "soldiers", exactly(23)),
    claim("af", "soldiers", exactly(58)),
    claim("pk", "fighters", { low: 201, high: null }),
    claim("af", "fighters", exactly(9)),
  ]);
  expect(soldiers?.difference).toMatchObject({ kind: "differ", least: 58 / 23, most: 58 / 23 });
  expect(fighters?.difference).toMatchObject({ kind: "differ", least: 201 / 9, most: null });
});

test("every claim stays in its claimant's own column; nothing is added up", () => {
  const [matter] = casualtyMatters([
    claim("pk", "soldiers", exactly(23)),
    claim("pk", "soldiers", exactly(29), { harm: "injured" }),
    claim("af", "soldiers", exactly(58)),
  ]);
  expect(matter?.columns.map(({ claims }) => claims.map(({ low }) => low))).toEqual([
    [23, 29],
    [58],
  ]);
});

test("killed is never compared with injured", () => {
  const [matter] = casualtyMatters([
    claim("pk", "soldiers", exactly(23)),
    claim("af", "soldiers", exactly(300), { harm: "injured" }),
  ]);
  expect(matter?.difference).toEqual({ kind: "single" });
});

test("a claimant who corrects itself is compared by its newest word", () => {
  const [matter] = casualtyMatters([
    claim("pk", "soldiers", exactly(5), { publishedAt: "2025-10-11T00:00:00.000Z" }),
    claim("pk", "soldiers", exactly(23)),
    claim("af", "soldiers", { low: 20, high: 30 }),
  ]);
  expect(matter?.difference).toEqual({ kind: "overlap" });
  expect(matter?.columns[0]?.claims.map(({ low }) => low)).toEqual([23, 5]);
});

test("against none there is a difference but no factor", () => {
  const [matter] = casualtyMatters([
    claim("pk", "civilians", exactly(0)),
    claim("af", "civilians", exactly(12)),
  ]);
  expect(matter?.difference).toEqual({ kind: "differ", least: null, most: null });
});
