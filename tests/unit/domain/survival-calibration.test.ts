import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { survivalCase } from "#server/domain/closure-survival.ts";
import { TODAY } from "../formats/record/recorded-crossings.ts";
import { closuresUntil, DAYS, type Foretold, foretellHeldOut } from "./survival-calibration.ts";

const FORETOLD = foretellHeldOut();
const DOCS = readFileSync(new URL("../../../docs/closure-survival.md", import.meta.url), "utf8");

const tally = (some: readonly Foretold[]) => {
  const count = (outcome: Foretold["outcome"]) =>
    some.filter((one) => one.outcome === outcome).length;
  return {
    cases: some.length,
    reached: count("reached"),
    shorter: count("shorter"),
    unknown: count("unknown"),
  };
};

/** A row as the docs print it; the last column is the share that lasted at least so long, whatever became of the unknown. */
function row(name: string, some: readonly Foretold[]): string {
  const { cases, reached, shorter, unknown } = tally(some);
  const percent = (value: number) => Math.round((100 * value) / cases);
  const share = cases === 0 ? "–" : `${percent(reached)}–${percent(reached + unknown)} %`;
  return `| ${[name, cases, reached, shorter, unknown, share].join(" | ")} |`;
}

const of = (basis: Foretold["remaining"]["basis"]) =>
  FORETOLD.filter(({ remaining }) => remaining.basis === basis);

describe("the record's own closures, foretold from those before them", () => {
  test("come out as the docs print it", () => {
    const isOctober = ({ closure }: Foretold) => closure.fromAt.startsWith("2025-10");
    const rows = (["estimated", "at_least"] as const).flatMap((basis) => [
      row(`${basis}, all days`, of(basis)),
      row(
        `${basis}, without October 2025`,
        of(basis).filter((one) => !isOctober(one)),
      ),
      ...DAYS.map((day) =>
        row(
          `${basis}, day ${day}`,
          of(basis).filter((one) => one.day === day),
        ),
      ),
    ]);
    expect(DOCS.split("\n").filter((line) => /^\| (?:estimated|at_least), /.test(line))).toEqual(
      rows,
    );
  });

  test("are as many as the docs say", () => {
    const all = closuresUntil(TODAY);
    const known = all.filter((one) => survivalCase(one).end === "reopened").length;
    expect(DOCS).toContain(`Of ${all.length} closures ${known} have a known end.`);
    const foretold = new Set(FORETOLD.map(({ closure }) => closure));
    const days = new Set([...foretold].map(({ fromAt }) => fromAt.slice(0, 10)));
    expect(DOCS).toContain(
      `${FORETOLD.length} sayings about ${foretold.size} closures that began on ${days.size} different days`,
    );
  });

  test("an estimate may be true: one half lies between the least and the most that lasted at least so long", () => {
    const { cases, reached, unknown } = tally(of("estimated"));
    expect(cases).toBeGreaterThan(50);
    expect(reached / cases).toBeLessThan(0.5);
    expect((reached + unknown) / cases).toBeGreaterThan(0.5);
  });

  test("what is said to be documented was kept by half of them or more", () => {
    const { cases, reached } = tally(of("at_least"));
    expect(cases).toBeGreaterThan(50);
    expect(reached / cases).toBeGreaterThanOrEqual(0.5);
  });
});
