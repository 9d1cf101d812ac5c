import { describe, expect, it } from "vitest";
import { findPasswordProblem } from "#server/domain/new-password.ts";
import { UUID_RANDOM_BYTES, uuidV7 } from "#server/domain/uuid.ts";
import { hashPassword, verifyPassword } from "#server/services/accounts/password.ts";

describe("a password", () => {
  it("is hashed with argon2id, 19 MiB, 2 passes, 1 lane, and its own salt", async () => {
    const [one, two] = await Promise.all([hashPassword("same"), hashPassword("same")]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(one).not.toBe(two);
    expect(await verifyPassword(one, "same")).toBe(true);
    expect(await verifyPassword(one, "Same")).toBe(false);
  });

  it("fits however its letters are composed", async () => {
    const hash = await hashPassword("caf\u00e9 on the pass");
    expect(await verifyPassword(hash, "cafe\u0301 on the pass")).toBe(true);
  });

  it("never fits an account that has none", async () => {
    expect(await verifyPassword(null, "a password that no account has")).toBe(false);
  });

  it.each([
    ["elevenchars", "too_short"],
    ["x".repeat(201), "too_long"],
    ["Amina.Noor@example.org", "is_email"],
    ["aaaaaaaaaaaaaa", "trivial"],
    ["password1234", "trivial"],
    ["Gatewatch2025!", "trivial"],
    ["123456789012", "trivial"],
    ["qwertyuiopas", "trivial"],
    ["passwordpassword", "trivial"],
    ["گذرگاه تورخم بسته است", null],
    ["correct horse battery", null],
    ["my password is long", null],
  ])("%s: %s", (password, problem) => {
    expect(findPasswordProblem(password, "amina.noor@example.org")).toBe(problem);
  });
});

describe("uuidV7", () => {
  it("is a version 7 UUID that begins with its time", () => {
    const id = uuidV7(0x0199_0000_0001, new Uint8Array(UUID_RANDOM_BYTES).fill(0xff));
    expect(id).toBe("01990000-0001-7fff-bfff-ffffffffffff");
  });

  it("sorts by the time at which it was made", () => {
    const random = new Uint8Array(UUID_RANDOM_BYTES);
    const ids = [1, 2, 1e9, 1.7e12, 1.9e12].map((ms) => uuidV7(ms, random));
    expect([...ids].sort()).toEqual(ids);
  });
});
