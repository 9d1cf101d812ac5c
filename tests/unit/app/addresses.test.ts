import { expect, test } from "vitest";
import { boardParams, readBoardQuery } from "#app/_components/overview/board-query.ts";
import { mergeMessages, pickMessages } from "#app/messages.ts";
import { inLocale, pathsFor } from "#app/paths.ts";
import { readView } from "#app/view-query.ts";

const NOW = "2026-11-22T12:00:00.000Z";
const PLACES = { countries: ["PK", "AF"], borders: ["PK-AF"] };

test("English pages have no prefix, the others have theirs", () => {
  expect(pathsFor("en").overview()).toBe("/");
  expect(pathsFor("ur").overview()).toBe("/ur");
  expect(pathsFor("ur").crossing("torkham", { asOf: NOW, known: "then" })).toBe(
    "/ur/crossings/torkham?asOf=2026-11-22T12%3A00%3A00.000Z&known=then",
  );
  expect(pathsFor("en").crossing("torkham", { asOf: NOW, known: "now" })).not.toContain("known");
});

test("a page's address in another language keeps its path", () => {
  expect(inLocale("/en", "ur")).toBe("/ur");
  expect(inLocale("/", "en")).toBe("/");
  expect(inLocale("/fa-AF/crossings/torkham", "en")).toBe("/crossings/torkham");
  expect(inLocale("/crossings/torkham", "ps")).toBe("/ps/crossings/torkham");
});

test("a view is read from the address", () => {
  expect(readView({ asOf: "2025-10-13T12:00:00Z", known: "then" }, NOW)).toEqual({
    asOf: "2025-10-13T12:00:00.000Z",
    known: "then",
    problems: [],
  });
  expect(readView({ asOf: "2025-10-13T17:00:00 05:00" }, NOW).asOf).toBe(
    "2025-10-13T12:00:00.000Z",
  );
});

test.each([
  [{ asOf: "yesterday" }, "asOfInvalid"],
  [{ asOf: "2025-02-31T00:00:00Z" }, "asOfInvalid"],
  [{ asOf: "2999-01-01T00:00:00Z" }, "asOfFuture"],
  [{ asOf: "1999-12-31T23:59:59Z" }, "asOfTooEarly"],
  [{ known: "later" }, "knownInvalid"],
])("%j is left out and named", (params, kind) => {
  const view = readView(params, NOW);
  expect(view.asOf).toBeUndefined();
  expect(view.problems.map((problem) => problem.kind)).toEqual([kind]);
});

test("the board's query is read, and what there is not is left out and named", () => {
  const good = readBoardQuery(
    { sort: "trucks", border: "PK-AF", state: "closed", mode: "truck" },
    PLACES,
  );
  expect(good.problems).toEqual([]);
  expect(boardParams(good.query)).toMatchObject({ sort: "trucks", border: "PK-AF", country: null });
  const bad = readBoardQuery({ sort: ["x", "name"], country: "FR", level: "", asOf: "?" }, PLACES);
  expect(bad.query).toMatchObject({ sort: "level", country: null, level: null });
  expect(bad.problems.map(({ field }) => field)).toEqual(["sort", "country"]);
});

test("what a language lacks is said in English", () => {
  const english = { a: "one", b: { c: "two", d: "three" } };
  expect(mergeMessages(english, { b: { c: "zwei" }, x: "?" })).toEqual({
    a: "one",
    b: { c: "zwei", d: "three" },
  });
  expect(mergeMessages(english, { a: { wrong: "shape" }, b: "wrong" })).toEqual(english);
  expect(pickMessages(english, ["b", "none"])).toEqual({ b: english.b });
});
