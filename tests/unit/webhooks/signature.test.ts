import { Webhook } from "standardwebhooks";
import { describe, expect, test } from "vitest";
import type { NoticeContent } from "#server/webhooks/notice-body.ts";
import { MAX_BODY_BYTES, noticeBody } from "#server/webhooks/notice-body.ts";
import { newWebhookSecret, signatureHeaders } from "#server/webhooks/signature.ts";

const ID = "01940000-0000-7000-8000-000000000001";
const CHANGE = "01940000-0000-7000-8000-000000000002";
const notice: NoticeContent = {
  type: "crossing.state.changed",
  createdAt: "2025-10-12T09:30:00.000Z",
  data: { changeIds: [CHANGE], crossing: "torkham", words: "طورخم بند ہے" },
};

describe("a webhook's signature", () => {
  test("is taken by the public library, with the old secret and the new one", () => {
    const [fresh, old, other] = [newWebhookSecret(), newWebhookSecret(), newWebhookSecret()];
    const body = noticeBody(notice);
    const headers = signatureHeaders({
      id: ID,
      attemptedAtMs: Date.now(),
      body,
      secrets: [fresh, old],
    });
    expect(headers["webhook-signature"]?.split(" ")).toHaveLength(2);
    for (const secret of [fresh, old]) {
      expect(new Webhook(secret).verify(body, headers)).toEqual({
        type: notice.type,
        timestamp: notice.createdAt,
        data: notice.data,
      });
    }
    expect(() => new Webhook(other).verify(body, headers)).toThrow("No matching signature");
    expect(() => new Webhook(fresh).verify(`${body} `, headers)).toThrow("No matching signature");
  });

  test("is that of the standard's own example", () => {
    const headers = signatureHeaders({
      id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
      attemptedAtMs: 1_614_265_330_999,
      body: '{"test": 2432232314}',
      secrets: ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
    });
    expect(headers).toEqual({
      "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
      "webhook-timestamp": "1614265330",
      "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    });
  });

  test("comes of 32 random bytes, different each time", () => {
    const secrets = Array.from({ length: 20 }, newWebhookSecret);
    expect(new Set(secrets).size).toBe(20);
    for (const secret of secrets) {
      expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
      expect(Buffer.from(secret.slice(6), "base64")).toHaveLength(32);
    }
  });
});

describe("the body of a notice", () => {
  test("that would be too big says which changes it is about, and that it is cut", () => {
    const changeIds = Array.from({ length: 600 }, () => CHANGE);
    const body = noticeBody({ ...notice, data: { changeIds, items: "ب".repeat(MAX_BODY_BYTES) } });
    expect(Buffer.byteLength(body)).toBeLessThan(MAX_BODY_BYTES);
    const { data } = JSON.parse(body);
    expect(data.isCut).toBe(true);
    expect(data.changeIds).toHaveLength(400);
    expect(
      JSON.parse(noticeBody({ ...notice, data: { words: "x".repeat(MAX_BODY_BYTES) } })).data,
    ).toEqual({
      changeIds: [],
      isCut: true,
    });
  });
});
