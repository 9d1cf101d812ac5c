import { expect, test } from "vitest";
import { litePart, MAX_ON_PAGE } from "#app/[locale]/(public)/lite/part.ts";
import { crossingFixture } from "../../support/status-fixture.ts";

function rowsAt(countries: readonly [string, string], count: number) {
  return Array.from({ length: count }, (_, index) => {
    const crossing = crossingFixture(`${countries.join("-").toLowerCase()}-${index}`);
    const [near, far] = crossing.sides;
    const sides = [
      { ...near, country: countries[0] },
      { ...far, country: countries[1] },
    ] as const;
    return { crossing: { ...crossing, sides } };
  });
}

const few = rowsAt(["PK", "AF"], 22);
const many = [...rowsAt(["PK", "AF"], MAX_ON_PAGE + 1), ...rowsAt(["IR", "AF"], 20)];

test("few crossings stand on one page", () => {
  expect(litePart(few, {})).toMatchObject({ kind: "rows", border: null, shown: few });
});

test("too many are listed by border, and a border's page holds its own", () => {
  expect(litePart(many, {})).toMatchObject({ kind: "index", border: null, rows: many });
  const iran = litePart(many, { border: "IR-AF" });
  expect(iran).toMatchObject({ kind: "rows", border: "IR-AF", problems: [] });
  expect(iran.shown).toHaveLength(20);
});

test("every crossing of a border with too many is on exactly one of its parts", () => {
  const parts = ["1", "2"].map((page) => litePart(many, { border: "PK-AF", page }));
  expect(parts.map(({ shown }) => shown.length)).toEqual([MAX_ON_PAGE, 1]);
  const ids = parts.flatMap(({ shown }) => shown.map(({ crossing }) => crossing.id));
  expect(new Set(ids).size).toBe(MAX_ON_PAGE + 1);
});

test("a border or a part that there is not is left out and named", () => {
  const fields = (params: Record<string, string>) =>
    litePart(many, params).problems.map(({ field }) => field);
  expect(fields({ border: "FR-DE" })).toEqual(["border"]);
  expect(fields({ border: "PK-AF", page: "3" })).toEqual(["page"]);
  expect(fields({ border: "PK-AF", page: "0x1" })).toEqual(["page"]);
  expect(litePart(many, { border: "PK-AF", page: "-1" }).part).toBe(1);
});
