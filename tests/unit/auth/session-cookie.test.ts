import { encode } from "next-auth/jwt";
import { describe, expect, it } from "vitest";
import { returnPath } from "#app/[locale]/sign-in/return-path.ts";
import { readSessionId, sessionCookie } from "#server/auth/session-cookie.ts";

const SECRET = "a secret of at least thirty-two characters";
const OURS = "5f0c8a3e-0b58-4a6d-9f53-0b1f6a1f2c11";
const THEIRS = "0d9d5d0c-6a0f-4a7e-8a57-7c3b1a5e9d22";

const token = (name: string, sid: string, secret = SECRET) =>
  encode({ token: { sid }, secret, salt: name });
const plain = sessionCookie("http://127.0.0.1:3000");
const secure = sessionCookie("https://gate.example");

describe("the session cookie", () => {
  it("is for http alone, of this site, and secure over https", () => {
    expect(plain).toMatchObject({ name: "authjs.session-token", options: { secure: false } });
    expect(secure).toEqual({
      name: "__Secure-authjs.session-token",
      options: { httpOnly: true, sameSite: "lax", path: "/", secure: true },
    });
  });

  it.each([plain, secure])("is read by the name $name", async ({ name }) => {
    const cookie = `theme=dark; ${name}=${await token(name, OURS)}; other=1`;
    expect(await readSessionId(cookie, SECRET)).toBe(OURS);
  });

  it("is taken from the secure name when both are there", async () => {
    const planted = `${plain.name}=${await token(plain.name, THEIRS)}`;
    const own = `${secure.name}=${await token(secure.name, OURS)}`;
    expect(await readSessionId(`${planted}; ${own}`, SECRET)).toBe(OURS);
  });

  it("counts for nothing when it is forged, moved to another name, or no session", async () => {
    const forged = `${plain.name}=${await token(plain.name, OURS, `${SECRET}!`)}`;
    const moved = `${secure.name}=${await token(plain.name, OURS)}`;
    const noId = `${plain.name}=${await token(plain.name, "1 or 1=1")}`;
    for (const cookie of [forged, moved, noId, `${plain.name}=junk`, "", null, undefined]) {
      expect(await readSessionId(cookie, SECRET)).toBeNull();
    }
  });
});

describe("the way back after signing in", () => {
  it.each([
    ["/desk", "/desk"],
    ["/ur/report?crossing=torkham#lanes", "/ur/report?crossing=torkham#lanes"],
    ["https://evil.example/", null],
    ["//evil.example", null],
    ["/\\evil.example", null],
    ["/\t/evil.example", null],
    ["javascript:alert(1)", null],
    ["desk", null],
    ["", null],
    [undefined, null],
    [["/desk"], null],
  ])("%j is %j", (to, expected) => {
    expect(returnPath(to)).toBe(expected);
  });
});
