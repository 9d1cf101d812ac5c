import { describe, expect, it } from "vitest";
import type { Actor, Role } from "#server/domain/actor.ts";
import { DomainError } from "#server/domain/errors.ts";
import { type Action, assertCan, can, PERMISSIONS } from "#server/domain/permissions.ts";

const MINE = "torkham";
const OTHER = "chaman-spin-boldak";

function actorOf(role: Role, more: Partial<Actor> = {}): Actor {
  return { accountId: `${role}-id`, role, name: role, crossingIds: [MINE], ...more };
}

const WHO = ["public", "firm", "reporter", "verifier", "admin"] as const;
const who = (name: (typeof WHO)[number]) => (name === "public" ? null : actorOf(name));

/** design.md, "Who may do what": on something of one's own | on somebody else's, for each of WHO. */
const TABLE: readonly (readonly [Action, string, string])[] = [
  ["status.read", "yes yes yes yes yes", "yes yes yes yes yes"],
  ["watch.manage", "no yes yes yes yes", "no no no no yes"],
  ["watch.read", "no yes yes yes yes", "no no no no yes"],
  ["key.own", "no yes yes yes yes", "no no no no no"],
  ["key.manage", "no yes yes yes yes", "no no no no yes"],
  ["key.list", "no yes yes yes yes", "no no no no no"],
  ["report.submit", "no no yes yes yes", "no no no yes yes"],
  ["report.attribute", "no no no yes yes", "no no no yes yes"],
  ["sms.deliver", "no no no no yes", "no no no no yes"],
  ["report.inspect", "no no yes yes yes", "no no no yes yes"],
  ["report.review", "no no no yes yes", "no no no yes yes"],
  ["incident.write", "no no no yes yes", "no no no yes yes"],
  ["alert.override", "no no no yes yes", "no no no yes yes"],
  ["announcement.write", "no no no yes yes", "no no no yes yes"],
  ["report.import", "no no no yes yes", "no no no yes yes"],
  ["account.manage", "no no no no yes", "no no no no yes"],
  ["crossing.manage", "no no no no yes", "no no no no yes"],
  ["source.manage", "no no no no yes", "no no no no yes"],
  ["firm.manage", "no no no no yes", "no no no no yes"],
  ["firm.read", "no yes no no no", "no yes no no no"],
  ["firm.tell", "no yes no no no", "no yes no no no"],
  ["firm.use", "no yes no no no", "no yes no no no"],
  ["setting.manage", "no no no no yes", "no no no no yes"],
  ["audit.read", "no no no no yes", "no no no no yes"],
];

function codeOf(act: () => void): string {
  try {
    act();
    return "allowed";
  } catch (error) {
    return error instanceof DomainError ? error.code : "bug";
  }
}

describe("permissions", () => {
  it("has a row for each action", () => {
    expect(TABLE.map(([action]) => action).sort()).toEqual(Object.keys(PERMISSIONS).sort());
  });

  it.each(TABLE)("%s is granted as the table says", (action, onOwn, onOther) => {
    const answers = (of: "own" | "other") =>
      WHO.map((name) => {
        const actor = who(name);
        const own = { crossingId: MINE, ownerId: actor?.accountId ?? "a-subscriber" };
        const other = { crossingId: OTHER, ownerId: "somebody-else" };
        return can(actor, action, of === "own" ? own : other) ? "yes" : "no";
      }).join(" ");
    expect([answers("own"), answers("other")]).toEqual([onOwn, onOther]);
  });

  it("offers a reporter without crossings no form", () => {
    expect(can(actorOf("reporter", { crossingIds: [] }), "report.submit")).toBe(false);
    expect(can(actorOf("reporter"), "report.submit")).toBe(true);
  });

  it("lets a key do only what its scopes and its owner both allow", () => {
    const writer = actorOf("reporter", { scopes: ["reports:write"] });
    expect(can(writer, "report.submit", { crossingId: MINE })).toBe(true);
    expect(can(writer, "report.submit", { crossingId: OTHER })).toBe(false);
    expect(can(writer, "key.manage", { ownerId: writer.accountId })).toBe(false);
    expect(can(writer, "key.list")).toBe(false);
    expect(can(actorOf("firm", { scopes: ["data:read"] }), "key.list")).toBe(true);
    const reader = actorOf("admin", { scopes: ["data:read"] });
    expect(can(reader, "status.read")).toBe(true);
    expect(can(reader, "report.submit", { crossingId: MINE })).toBe(false);
    expect(can(reader, "account.manage")).toBe(false);
  });

  it("lets a key with a scope that reads change nothing, and one that writes read nothing", () => {
    const reads = ["status.read", "watch.read", "firm.read", "key.list"] as const;
    const writes = [
      "watch.manage",
      "firm.tell",
      "key.own",
      "report.submit",
      "sms.deliver",
    ] as const;
    const reader = actorOf("firm", { scopes: ["data:read"] });
    expect(reads.filter((action) => can(reader, action))).toEqual(reads);
    for (const role of ["firm", "reporter", "verifier", "admin"] as const) {
      const key = actorOf(role, { scopes: ["data:read"] });
      expect(writes.filter((action) => can(key, action))).toEqual([]);
    }
    const teller = actorOf("firm", { scopes: ["watches:write"] });
    expect(can(teller, "watch.manage")).toBe(true);
    expect(can(teller, "firm.tell")).toBe(true);
    const others = [...reads.slice(1), "key.own", "firm.use"] as const;
    expect(others.filter((action) => can(teller, action))).toEqual([]);
    expect(can(actorOf("firm", { scopes: ["keys:write"] }), "key.manage")).toBe(false);
  });

  it("refuses with the reason and the way out", () => {
    expect(codeOf(() => assertCan(null, "report.submit"))).toBe("unauthenticated");
    expect(codeOf(() => assertCan(actorOf("firm"), "report.review"))).toBe("forbidden");
    expect(codeOf(() => assertCan(actorOf("verifier"), "report.review"))).toBe("allowed");
    const elsewhere = () => assertCan(actorOf("reporter"), "report.submit", { crossingId: OTHER });
    expect(elsewhere).toThrow(
      "chaman-spin-boldak is not in your crossings; ask an admin to add it.",
    );
    const key = actorOf("admin", { scopes: [] });
    expect(() => assertCan(key, "report.submit")).toThrow("lacks the scope reports:write");
    expect(() => assertCan(key, "account.manage")).toThrow("API key cannot");
  });
});
