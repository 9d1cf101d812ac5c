import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { MAX_REPLY_CHARS } from "#server/formats/relay/reply.ts";
import { addPerson, ask, type OpenApi, openApi, type Person } from "./open-api.ts";

/* In which language an SMS is answered. */

const NUMBER = "+923001234567";
const Answer = z.object({
  reply: z.string().max(MAX_REPLY_CHARS),
  outcome: z.string(),
  reportId: z.string().nullable(),
});

let api: OpenApi;
let gateway: Person;

beforeAll(async () => {
  api = await openApi();
  gateway = await addPerson(api.db, { role: "admin", scopes: ["sms:write"] });
  const reporter = await addPerson(api.db, { role: "reporter", crossings: ["torkham"] });
  await api.db.execute(sql`insert into sender_numbers (number, account_id)
    values (${NUMBER}, ${reporter.actor.accountId})`);
});
afterAll(() => api.close());

async function say(text: string, more: object = {}) {
  const reply = await ask(`${api.origin}/api/v1/sms`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${gateway.key}` },
    body: JSON.stringify({ from: NUMBER, text, ...more }),
  });
  expect(reply.status, reply.text).toBe(200);
  return Answer.parse(reply.json());
}

describe("an SMS is answered", () => {
  test("in the language that a word in it asks for, which is no part of the report", async () => {
    const plain = await say("TKM C OUT T107 P40 1015");
    const urdu = await say("TKM C OUT T107 P40 1015 ur");
    expect(plain.reply).toMatch(/^Received\. Torkham: closed/);
    expect(urdu).toEqual({
      reply: "پہلے ہی موصول ہو چکا۔ طورخم: بند PK-AF؛ ٹرک 107؛ لوگ 40۔ 22 Nov 10:15 PK۔",
      outcome: "repeat",
      reportId: plain.reportId,
    });
  });

  test("in the gateway's language for it, unless a word in it asks for another", async () => {
    const language = "fa-AF";
    const dari = await say("TKM NC 1016", { language });
    expect(dari.reply).toBe("رسید. تورخم: چیزی تغییر نکرده. 22 Nov 10:16 PK.");
    expect((await say("TKM EN NC 1016", { language })).reply).toMatch(/^Received before\./);
  });

  test.each([
    [
      "TKM C 915 UR",
      "question",
      /^محفوظ نہیں ہوا۔ 915 وقت ہے یا تعداد؟ لکھیں: 0915 یا T915۔ سمجھا گیا: طورخم/,
    ],
    ["TKN C 1015 PS", "question", /^ونه ساتل شو\. TKN کومه تېرېدنه ده؟ ولیکئ: TKM\./],
    ["TKM T107 DR", "question", /^ثبت نشد\. چه وقت؟/],
    ["CHM C 1015 UR", "refused", /^محفوظ نہیں ہوا۔ یہ گزرگاہ آپ کی گزرگاہوں میں نہیں/],
    ["TKM C OUT O OUT 1015 PS", "refused", /^ونه ساتل شو\. دا له تېرېدنې/],
  ])("in that language too when it is asked about or refused: %s", async (text, outcome, reply) => {
    expect(await say(text)).toEqual({
      reply: expect.stringMatching(reply),
      outcome,
      reportId: null,
    });
  });

  test("in three messages at most, whatever it says", async () => {
    const long = await say(`TKM ${Array.from({ length: 30 }, (_, i) => `T${i}`).join(" ")} UR`);
    expect(long.reply.length).toBeLessThanOrEqual(MAX_REPLY_CHARS);
  });

  test("never in a language that a gateway only thinks it knows", async () => {
    const reply = await ask(`${api.origin}/api/v1/sms`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${gateway.key}` },
      body: JSON.stringify({ from: NUMBER, text: "TKM NC 1017", language: "xx" }),
    });
    expect(reply.status).toBe(400);
  });
});
