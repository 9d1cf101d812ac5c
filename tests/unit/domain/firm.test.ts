import { expect, test } from "vitest";
import { canInFirm, FIRM_PERMISSIONS, FIRM_ROLES, type FirmAction } from "#server/domain/firm.ts";

/** For owner, dispatcher, viewer. */
const TABLE: readonly (readonly [FirmAction, string])[] = [
  ["firm.read", "yes yes yes"],
  ["corridor.edit", "yes yes no"],
  ["watch.edit", "yes yes no"],
  ["member.manage", "yes no no"],
  ["firm.change", "yes no no"],
  ["firm.leave", "yes yes yes"],
  ["firm.close", "yes no no"],
];

test("the table names every action in a firm", () => {
  expect(TABLE.map(([action]) => action)).toEqual(Object.keys(FIRM_PERMISSIONS));
});

test.each(TABLE)("%s is granted to members as the table says", (action, wanted) => {
  const granted = FIRM_ROLES.map((role) => (canInFirm(role, action) ? "yes" : "no"));
  expect(granted.join(" ")).toBe(wanted);
});
