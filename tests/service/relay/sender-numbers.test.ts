import { describe, expect } from "vitest";
import { OPERATOR } from "#server/services/accounts/audit.ts";
import { countryOfNumber, parsePhoneNumber } from "#server/services/relay/phone-number.ts";
import {
  addSenderNumber,
  listSenderNumbers,
  removeSenderNumber,
} from "#server/services/relay/sender-numbers.ts";
import { addAccount, NOW, test } from "../../support/reports.ts";

const NUMBER = "+923001234567";

test("numbers are read as people write them, with their country", () => {
  expect(parsePhoneNumber(" 0092 (300) 123-45.67 ")).toBe(NUMBER);
  for (const text of ["03001234567", "+0300123456", "+92", "TELENOR", "", "+92300123456789012"]) {
    expect(parsePhoneNumber(text)).toBeNull();
  }
  expect(["+92300", "+93700", "+992900", "+44700"].map(countryOfNumber)).toEqual([
    "PK",
    "AF",
    "TJ",
    null,
  ]);
});

describe("a number that sends reports", () => {
  test("is added once, listed, and taken away", async ({ loaded: { db } }) => {
    const ctx = { actor: OPERATOR, database: db, now: NOW };
    const { accountId } = await addAccount(db, "reporter");
    const email = `${accountId}@example.org`;
    for (const number of [NUMBER, "0092 300 1234567"]) {
      expect(await addSenderNumber(ctx, { email, number })).toEqual({ number: NUMBER, email });
    }
    expect(await listSenderNumbers(ctx)).toEqual([{ number: NUMBER, email, createdAt: NOW }]);
    expect(await removeSenderNumber(ctx, { number: NUMBER })).toEqual({ number: NUMBER });
    expect(await listSenderNumbers(ctx)).toEqual([]);
  });

  test("is refused when it is none, another's, nobody's, or asked by anybody else", async ({
    loaded: { db },
  }) => {
    const ctx = { actor: OPERATOR, database: db, now: NOW };
    const first = `${(await addAccount(db, "reporter")).accountId}@example.org`;
    const second = `${(await addAccount(db, "reporter")).accountId}@example.org`;
    await addSenderNumber(ctx, { email: first, number: NUMBER });
    const adding = (over: object) =>
      addSenderNumber(ctx, { email: second, number: NUMBER, ...over });
    await expect(adding({})).rejects.toMatchObject({ code: "conflict" });
    await expect(adding({ number: "0300" })).rejects.toMatchObject({ code: "invalid" });
    await expect(adding({ email: "no@example.org" })).rejects.toMatchObject({ code: "not_found" });
    await expect(removeSenderNumber(ctx, { number: "+93700123456" })).rejects.toMatchObject({
      code: "not_found",
    });
    const other = { ...ctx, actor: await addAccount(db, "verifier") };
    const refused = { code: "forbidden" };
    await expect(addSenderNumber(other, { email: second, number: NUMBER })).rejects.toMatchObject(
      refused,
    );
    await expect(removeSenderNumber(other, { number: NUMBER })).rejects.toMatchObject(refused);
    await expect(listSenderNumbers(other)).rejects.toMatchObject(refused);
  });
});
