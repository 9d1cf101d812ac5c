import { expect, test } from "vitest";
import { whatWasMeant } from "#app/_components/shell/what-was-meant.ts";
import { crossingFixture } from "../../support/status-fixture.ts";

const torkham = {
  ...crossingFixture("torkham"),
  name: "Torkham",
  localNames: { ur: "طورخم" },
};
const crossings = [torkham, { ...crossingFixture("chaman"), name: "Chaman", localNames: {} }];

test.each([
  [["xx"], "/"],
  [["xx", "crossings", "torkham"], "/crossings/torkham"],
  [["fa", "lite"], "/lite"],
])("%j is a page of ours in a language that there is not", (parts, path) => {
  expect(whatWasMeant(parts, crossings)).toEqual({ kind: "otherLanguage", path });
});

test.each([
  [["torkam"]],
  [["crossing", "torkhm"]],
  [["xx", "torkham"]],
  [[encodeURIComponent("طورخم")]],
])("%j means Torkham", (parts) => {
  expect(whatWasMeant(parts, crossings)).toEqual({ kind: "crossings", crossings: [torkham] });
});

test.each([[["wp-login"]], [["%E0%A4%A"]], [[]]])("%j means nothing here", (parts) => {
  const meant = whatWasMeant(["something", ...parts, "else-altogether"], crossings);
  expect(meant).toEqual({ kind: "crossings", crossings: [] });
});
