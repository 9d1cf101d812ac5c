import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import { fromMs, MINUTE_MS, SECOND_MS, toMs } from "#server/domain/time.ts";
import { changeEndpoint } from "#server/services/webhooks/change-endpoint.ts";
import { createWebhookDelivery } from "#server/services/webhooks/deliver-notice.ts";
import { readLag } from "#server/services/webhooks/read-lag.ts";
import { rotateSecret } from "#server/services/webhooks/rotate-secret.ts";
import { testEndpoint } from "#server/services/webhooks/test-endpoint.ts";
import { test } from "../../support/database.ts";
import { openFirm } from "./open-firm.ts";

describe("a notice for a webhook", () => {
  test("is taken by a receiver that verifies it, and the answer is kept", async ({
    ownDatabase,
  }) => {
    const firm = await openFirm(ownDatabase);
    firm.receiver.answer = (res) => void res.writeHead(200).end("thank\u0000you");
    const changeIds = [randomUUID()];
    const noticeId = await firm.add({ data: { changeIds, crossing: "torkham", note: "طورخم" } });
    expect(await firm.deliver(noticeId)).toBe("sent");
    expect(firm.receiver.refused).toEqual([]);
    expect(firm.receiver.received).toEqual([
      {
        id: noticeId,
        type: "crossing.state.changed",
        timestamp: fromMs(firm.clock.ms),
        data: { changeIds, crossing: "torkham", note: "طورخم" },
      },
    ]);
    expect(await firm.log(noticeId)).toMatchObject({
      state: "sent",
      attempts: [{ attempt: 1, outcome: "sent", status: 200, response: "thank\ufffdyou" }],
    });
    // Its job may run again, after a death before it was seen to have ended: nothing is sent.
    expect(await firm.deliver(noticeId)).toBe("nothing");
    expect(firm.receiver.received).toHaveLength(1);
    expect(await firm.deliver(randomUUID())).toBe("nothing");
  });

  test("is tried again by the schedule under the same id with the same bytes, then taken", async ({
    ownDatabase,
  }) => {
    const firm = await openFirm(ownDatabase);
    const answers = [500, 404, 302, 204];
    firm.receiver.answer = (res) => void res.writeHead(answers.shift() ?? 204).end();
    const noticeId = await firm.add();
    for (const afterMs of [5 * SECOND_MS, 5 * MINUTE_MS, 30 * MINUTE_MS]) {
      expect(await firm.deliver(noticeId)).toBe("postponed");
      const notice = await firm.log(noticeId);
      expect(toMs(notice?.dueAt ?? "") - firm.clock.ms).toBe(afterMs);
      expect(await firm.runsAt(noticeId)).toBe(firm.clock.ms + afterMs);
      // Sooner than it is due nothing is sent.
      const before = firm.receiver.received.length;
      expect(await firm.deliver(noticeId)).toBe("postponed");
      expect(firm.receiver.received).toHaveLength(before);
      // The library accepts no signature that is older than five minutes; so the due time comes, not the clock goes.
      await firm.db.execute(sql`update notices set due_at = ${fromMs(firm.clock.ms)}::timestamptz`);
    }
    expect(await firm.deliver(noticeId)).toBe("sent");
    expect(firm.receiver.received.map(({ id }) => id)).toEqual(Array(4).fill(noticeId));
    expect(firm.receiver.bodies.get(noticeId)?.size).toBe(1);
    const notice = await firm.log(noticeId);
    expect(notice?.attempts.map(({ attempt, status }) => [attempt, status])).toEqual([
      [1, 500],
      [2, 404],
      [3, 302],
      [4, 204],
    ]);
  });

  test("is signed with both secrets for a day after a rotation", async ({ ownDatabase }) => {
    const firm = await openFirm(ownDatabase);
    const [old] = firm.receiver.secrets;
    const { secret } = await rotateSecret(firm.ctx(), { endpointId: firm.endpointId });
    const signatures: string[] = [];
    firm.receiver.answer = (res, headers) => {
      signatures.push(String(headers["webhook-signature"]));
      res.writeHead(204).end();
    };
    for (const known of [old ?? "", secret]) {
      firm.receiver.secrets = [known];
      expect(await firm.deliver(await firm.add())).toBe("sent");
    }
    expect(signatures.map((text) => text.split(" ").length)).toEqual([2, 2]);
    await firm.db.execute(sql`update webhook_endpoints set secrets =
      jsonb_set(secrets, '{1,endsAt}', to_jsonb(${fromMs(firm.clock.ms)}::text))`);
    firm.receiver.secrets = [old ?? ""];
    expect(await firm.deliver(await firm.add())).toBe("postponed");
    expect(firm.receiver.refused).toHaveLength(1);
  });

  test("waits as long as the receiver asks, and everything else for it too", async ({
    ownDatabase,
  }) => {
    const firm = await openFirm(ownDatabase);
    firm.receiver.answer = (res) => void res.writeHead(429, { "retry-after": "120" }).end();
    const [first, second] = [await firm.add(), await firm.add()];
    expect(await firm.deliver(first)).toBe("postponed");
    expect(await firm.runsAt(first)).toBe(firm.clock.ms + 2 * MINUTE_MS);
    expect((await firm.endpoint())?.heldUntil).toBe(fromMs(firm.clock.ms + 2 * MINUTE_MS));
    expect(await firm.deliver(second)).toBe("postponed");
    expect(firm.receiver.received).toHaveLength(1);
    expect((await firm.log(second))?.attempts).toEqual([]);
    expect(await firm.runsAt(second)).toBe(firm.clock.ms + 2 * MINUTE_MS);
    // Held back it is late all the same, for the firm and for whoever looks after the machine.
    const lateSince = fromMs(firm.clock.ms);
    firm.clock.ms += MINUTE_MS;
    expect(await firm.endpoint()).toMatchObject({ waiting: 2, lateSince });
    expect(await readLag(firm.db, fromMs(firm.clock.ms))).toMatchObject({
      waiting: 2,
      lateSeconds: 60,
    });
    firm.clock.ms -= MINUTE_MS;
    firm.receiver.answer = (res) => void res.writeHead(204).end();
    firm.clock.ms += 2 * MINUTE_MS;
    expect(await firm.deliver(second)).toBe("sent");
    expect(await firm.deliver(first)).toBe("sent");
    expect((await firm.endpoint())?.heldUntil).toBeNull();
  });

  test("of a type that is not wanted is dropped, a test is sent all the same", async ({
    ownDatabase,
  }) => {
    const firm = await openFirm(ownDatabase);
    await changeEndpoint(firm.ctx(), {
      endpointId: firm.endpointId,
      eventTypes: ["crossing.silent"],
    });
    const other = await firm.add();
    expect(await firm.deliver(other)).toBe("nothing");
    expect((await firm.log(other))?.state).toBe("dropped");
    expect(await firm.deliver(await firm.add({ type: "crossing.silent" }))).toBe("sent");
    const { noticeId } = await testEndpoint(firm.ctx(), {
      endpointId: firm.endpointId,
      id: randomUUID(),
    });
    expect(await firm.deliver(noticeId)).toBe("sent");
    expect(firm.receiver.received.map(({ type }) => type)).toEqual([
      "crossing.silent",
      "webhook.test",
    ]);
  });

  test("of an exercise reaches nobody", async ({ ownDatabase }) => {
    const firm = await openFirm(ownDatabase, { isExercise: true });
    const noticeId = await firm.add();
    expect(await firm.deliver(noticeId)).toBe("nothing");
    expect((await firm.log(noticeId))?.state).toBe("dropped");
    expect(firm.receiver.received).toEqual([]);
  });

  test("never reaches an address that the firm may not reach, also when its name led elsewhere before", async ({
    ownDatabase,
  }) => {
    const answers = ["127.0.0.1", "10.0.0.7"];
    const resolveName = async () => [{ address: answers.shift() ?? "10.0.0.7", family: 4 }];
    const firm = await openFirm(ownDatabase, { resolveName });
    const url = firm.receiver.url.replace("127.0.0.1", "own.example");
    await changeEndpoint(firm.ctx(), { endpointId: firm.endpointId, url });
    expect(await firm.deliver(await firm.add())).toBe("sent");
    const noticeId = await firm.add();
    expect(await firm.deliver(noticeId)).toBe("postponed");
    expect((await firm.log(noticeId))?.attempts).toMatchObject([
      {
        status: null,
        response: "own.example: 10.0.0.7 is in a private network; an admin can list your network",
      },
    ]);
    expect(firm.receiver.received).toHaveLength(1);
  });

  test("sent by two at once is written down once", async ({ ownDatabase }) => {
    const firm = await openFirm(ownDatabase);
    const other = createWebhookDelivery(firm.settings);
    const noticeId = await firm.add();
    const outcomes = await Promise.all([firm.deliver(noticeId), other(noticeId)]);
    expect(outcomes.sort()).toEqual(["nothing", "sent"]);
    expect((await firm.log(noticeId))?.attempts).toHaveLength(1);
  });

  test("waits for its turn while two others are under way to the same webhook", async ({
    ownDatabase,
  }) => {
    const firm = await openFirm(ownDatabase);
    const bothAsked = Promise.withResolvers<void>();
    const release: (() => void)[] = [];
    firm.receiver.answer = (res) => {
      release.push(() => res.writeHead(204).end());
      if (release.length === 2) bothAsked.resolve();
    };
    const ids = [await firm.add(), await firm.add(), await firm.add()];
    const [a = "", b = "", c = ""] = ids;
    const underWay = [firm.deliver(a), firm.deliver(b)];
    await bothAsked.promise;
    expect(await firm.deliver(c)).toBe("postponed");
    for (const answer of release) answer();
    expect(await Promise.all(underWay)).toEqual(["sent", "sent"]);
    expect((await firm.log(c))?.attempts).toEqual([]);
  });
});
