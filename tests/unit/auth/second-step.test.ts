import { Secret } from "otpauth";
import { describe, expect, test } from "vitest";
import { hashRecoveryCode } from "#server/services/accounts/recovery-codes.ts";
import { openSealed, type Seal, sealText } from "#server/services/accounts/seal.ts";
import { findTotpStep, newTotpSecret, totpUri } from "#server/services/accounts/totp.ts";
import { readTypedCode } from "#server/services/accounts/typed-code.ts";

describe("codes of the phone", () => {
  /** RFC 6238, appendix B: its SHA-1 secret and times; the last six of its eight digits. */
  const SECRET = Secret.fromLatin1("12345678901234567890").base32;
  test.each([
    ["1970-01-01T00:00:59.000Z", "287082", 1],
    ["2005-03-18T01:58:29.000Z", "081804", 37_037_036],
    ["2005-03-18T01:58:31.000Z", "050471", 37_037_037],
    ["2009-02-13T23:31:30.000Z", "005924", 41_152_263],
    ["2033-05-18T03:33:20.000Z", "279037", 66_666_666],
    ["2603-10-11T11:33:20.000Z", "353130", 666_666_666],
  ] as const)("at %s is %s", (now, code, step) => {
    expect(findTotpStep(SECRET, code, now)).toBe(step);
  });

  test("fit one step before and after their own, and no further", () => {
    const at = (seconds: number) => new Date(seconds * 1_000).toISOString();
    for (const seconds of [0, 29, 30, 59, 60, 89]) {
      expect(findTotpStep(SECRET, "287082", at(seconds))).toBe(1);
    }
    expect(findTotpStep(SECRET, "287082", at(90))).toBeNull();
  });

  test("are nothing when they are no six digits", () => {
    for (const code of ["", "28708", "2870820", "28708x", "abcdef", "12.345"]) {
      expect(findTotpStep(SECRET, code, "1970-01-01T00:00:59.000Z")).toBeNull();
    }
  });

  test("come of a secret of 160 bits, told to the app with who it is for", () => {
    const secret = newTotpSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    const uri = new URL(totpUri(secret, "a+b@example.org"));
    expect(uri.protocol).toBe("otpauth:");
    expect(decodeURIComponent(uri.pathname)).toContain("Gatewatch:a+b@example.org");
    expect(Object.fromEntries(uri.searchParams)).toMatchObject({
      secret,
      issuer: "Gatewatch",
      digits: "6",
      period: "30",
    });
  });
});

describe("a typed code", () => {
  test("is read from any keyboard", () => {
    for (const typed of ["123456", " 123 456 ", "۱۲۳۴۵۶", "١٢٣٤٥٦", "123\u200f-456", "123–456"]) {
      expect(readTypedCode(typed)).toBe("123456");
    }
    expect(readTypedCode("abcd-ef01 2345-6789")).toBe("ABCDEF0123456789");
  });

  test("of recovery may mistake O for 0, and I or L for 1", () => {
    const code = hashRecoveryCode("0011ABCDEFGHJKMN");
    expect(hashRecoveryCode("0O1LABCDEFGHJKMN")).toBe(code);
    expect(hashRecoveryCode("OO1IABCDEFGHJKMN")).toBe(code);
    expect(hashRecoveryCode("0O11ABCDEFGHJKMP")).not.toBe(code);
  });
});

describe("a sealed value", () => {
  const seal: Seal = { authSecret: "one secret", purpose: "totp", boundTo: "account-1" };

  test("opens for the same secret, purpose and owner alone", () => {
    const sealed = sealText("JBSWY3DP", seal);
    expect(sealed).not.toContain("JBSWY3DP");
    expect(openSealed(sealed, seal)).toBe("JBSWY3DP");
    const others: Seal[] = [
      { ...seal, authSecret: "another secret" },
      { ...seal, purpose: "known device" },
      { ...seal, boundTo: "account-2" },
    ];
    for (const other of others) expect(openSealed(sealed, other)).toBeNull();
  });

  test("is never sealed twice alike, and does not open once changed", () => {
    const sealed = sealText("JBSWY3DP", seal);
    expect(sealText("JBSWY3DP", seal)).not.toBe(sealed);
    for (let i = 2; i < sealed.length; i++) {
      const other = sealed[i] === "A" ? "Q" : "A";
      expect(openSealed(sealed.slice(0, i) + other + sealed.slice(i + 1), seal)).toBeNull();
    }
    for (const broken of [
      "",
      "1.",
      "1.AAAA",
      sealed.slice(2),
      sealed.slice(0, -4),
      `2.${sealed}`,
    ]) {
      expect(openSealed(broken, seal)).toBeNull();
    }
  });
});
