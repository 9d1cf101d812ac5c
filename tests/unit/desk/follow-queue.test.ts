import { expect, test } from "vitest";
import { followQueue } from "#app/[locale]/(desk)/desk/follow-queue.ts";

const entriesOf = (...ids: string[]) => ids.map((id) => ({ id }));
const SHOWN = {
  entries: entriesOf("a", "b"),
  order: ["a", "b"],
  arrived: [],
  isCurrentGone: false,
};

test("what another decides under somebody's hand is said, what they decide themselves is not", () => {
  const left = { entries: entriesOf("b"), waitingIds: ["b"] };
  const byAnother = followQueue(SHOWN, { ...left, decidedId: null }, "a");
  expect(byAnother).toMatchObject({ order: ["b"], isCurrentGone: true });
  expect(followQueue(SHOWN, { ...left, decidedId: "a" }, "a").isCurrentGone).toBe(false);
  // What they decided before does not hide what another decides now.
  expect(followQueue(SHOWN, { ...left, decidedId: "z" }, "a").isCurrentGone).toBe(true);
});

test("a report that waits, though it is not among the shown, is not gone", () => {
  const news = { entries: entriesOf("b"), waitingIds: ["b", "a"], decidedId: null };
  expect(followQueue(SHOWN, news, "a").isCurrentGone).toBe(false);
});

test("what came in while the page was open is remembered as such", () => {
  const first = { entries: entriesOf("a", "c", "b"), waitingIds: ["a", "b", "c"], decidedId: null };
  const once = followQueue(SHOWN, first, null);
  expect(once).toMatchObject({ order: ["a", "c", "b"], arrived: ["c"] });
  expect(followQueue(once, first, null).arrived).toEqual(["c"]);
});
