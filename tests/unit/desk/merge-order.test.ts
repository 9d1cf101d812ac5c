import { describe, expect, it } from "vitest";
import { mergeOrder } from "#app/[locale]/(desk)/desk/merge-order.ts";

describe("the desk's order after news", () => {
  it("places what came in by urgency, and keeps the order of what stands there", () => {
    const shown = ["b", "a"];
    expect(mergeOrder({ shown, next: ["new", "a", "b", "last"], currentId: null })).toEqual([
      "new",
      "b",
      "last",
      "a",
    ]);
    expect(shown).toEqual(["b", "a"]);
  });

  it("puts nothing before the report that somebody works on", () => {
    const next = ["urgent", "a", "b", "c"];
    expect(mergeOrder({ shown: ["a", "b", "c"], next, currentId: "b" })).toEqual([
      "a",
      "b",
      "urgent",
      "c",
    ]);
  });

  it("drops what is decided", () => {
    expect(mergeOrder({ shown: ["a", "b"], next: ["b"], currentId: "a" })).toEqual(["b"]);
    expect(mergeOrder({ shown: ["a"], next: [], currentId: null })).toEqual([]);
  });
});
