import { expect, test } from "vitest";
import { createKept } from "#app/_components/map/kept.ts";

test("what was used last is kept, what was not used for longest goes", () => {
  const made: string[] = [];
  const kept = createKept<{ readonly key: string }>(2);
  const use = (key: string) =>
    kept(key, () => {
      made.push(key);
      return { key };
    });
  const first = use("a");
  use("b");
  expect(use("a")).toBe(first);
  use("c");
  expect(use("a")).toBe(first);
  expect(made).toEqual(["a", "b", "c"]);
  use("b");
  expect(made).toEqual(["a", "b", "c", "b"]);
});

test("what could not be made is tried again", () => {
  const kept = createKept<object>(2);
  const fail = () => {
    throw new Error("no atlas");
  };
  expect(() => kept("a", fail)).toThrow("no atlas");
  const made = {};
  expect(kept("a", () => made)).toBe(made);
});
