import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import { DAY_MS, fromMs, HOUR_MS, MINUTE_MS, SECOND_MS, toMs } from "#server/domain/time.ts";
import { enableEndpoint } from "#server/services/webhooks/enable-endpoint.ts";
import { replayFailed, replayNotice } from "#server/services/webhooks/replay-notices.ts";
import { testEndpoint } from "#server/services/webhooks/test-endpoint.ts";
import { test } from "../../support/database.ts";
import { addMember } from "./builders.ts";
import { openFirm } from "./open-firm.ts";

describe("a notice that is not taken", () => {
  test("answered with 410 disables the webhook at once; what was due fails with it and is sent again by hand", async ({
    ownDatabase,
  }) => {
    const firm = await openFirm(ownDatabase);
    const since = fromMs(firm.clock.ms);
    firm.receiver.answer = (res) => void res.writeHead(410).end();
    const [first, second] = [await firm.add(), await firm.add()];
    const later = await firm.add({ at: fromMs(firm.clock.ms + HOUR_MS) });
    expect(await firm.deliver(first)).toBe("failed");
    expect((await firm.endpoint())?.disabled).toEqual({ at: since, reason: "gone" });
    expect(await firm.deliver(second)).toBe("nothing");
    expect((await firm.log(second))?.state).toBe("failed");
    expect((await firm.log(later))?.state).toBe("waiting");
    expect(await firm.deliver(await firm.add())).toBe("failed");
    const test = { endpointId: firm.endpointId, id: randomUUID() };
    for (const act of [
      () => testEndpoint(firm.ctx(), test),
      () => replayFailed(firm.ctx(), { endpointId: firm.endpointId, since }),
      () => replayNotice(firm.ctx(), { endpointId: firm.endpointId, noticeId: first }),
    ])
      await expect(act()).rejects.toMatchObject({ code: "conflict" });
    firm.receiver.answer = (res) => void res.writeHead(204).end();
    await enableEndpoint(firm.ctx(), { endpointId: firm.endpointId });
    const replayed = await replayFailed(firm.ctx(), { endpointId: firm.endpointId, since });
    expect(replayed).toEqual({ replayed: 3 });
    expect(await firm.deliver(first)).toBe("sent");
    expect(await firm.deliver(second)).toBe("sent");
    expect(firm.receiver.received.map(({ id }) => id)).toEqual([first, first, second]);
    expect((await firm.log(first))?.attempts.map(({ status }) => status)).toEqual([410, 204]);
    // What was taken can be sent again too; what is on its way can not.
    await replayNotice(firm.ctx(), { endpointId: firm.endpointId, noticeId: first });
    const again = () => replayNotice(firm.ctx(), { endpointId: firm.endpointId, noticeId: first });
    await expect(again()).rejects.toMatchObject({ code: "conflict" });
    expect(await firm.deliver(first)).toBe("sent");
  });

  test("that fails ten times disables the webhook and has the owners told, each once", async ({
    ownDatabase,
  }) => {
    const firm = await openFirm(ownDatabase);
    await addMember(firm.db, firm.firmId, "dispatcher");
    const second = await addMember(firm.db, firm.firmId, "owner");
    firm.receiver.answer = (res) => void res.writeHead(500).end();
    const noticeId = await firm.add();
    const startMs = firm.clock.ms;
    firm.receiver.secrets = [];
    for (let attempt = 1; attempt < 10; attempt += 1) {
      expect(await firm.deliver(noticeId)).toBe("postponed");
      firm.clock.ms = toMs((await firm.log(noticeId))?.dueAt ?? "");
    }
    expect(firm.clock.ms - startMs).toBe(75 * HOUR_MS + 35 * MINUTE_MS + 5 * SECOND_MS);
    expect(await firm.deliver(noticeId)).toBe("failed");
    expect((await firm.log(noticeId))?.attempts).toHaveLength(10);
    expect((await firm.endpoint())?.disabled?.reason).toBe("failing");
    const jobs = await firm.db.execute<{ account: string }>(sql`
      select p.payload->>'accountId' as account from graphile_worker._private_jobs p
      join graphile_worker._private_tasks t on t.id = p.task_id where t.identifier = 'mail_webhook_disabled'`);
    expect(jobs.map(({ account }) => account).sort()).toEqual(
      [firm.owner.accountId, second.accountId].sort(),
    );
  });

  test("that alone is not taken, while others are, fails alone", async ({ ownDatabase }) => {
    const firm = await openFirm(ownDatabase);
    firm.receiver.answer = (res) => void res.writeHead(204).end();
    const noticeId = await firm.add();
    await firm.db.execute(sql`update notices set attempts = 9 where id = ${noticeId}::uuid`);
    await firm.db.execute(sql`insert into deliveries (notice_id, attempt, attempted_at, took_ms, outcome)
      values (${noticeId}::uuid, 1, ${fromMs(firm.clock.ms - DAY_MS)}::timestamptz, 5, 'failed')`);
    expect(await firm.deliver(await firm.add())).toBe("sent");
    firm.receiver.answer = (res) => void res.writeHead(422).end();
    expect(await firm.deliver(noticeId)).toBe("failed");
    expect((await firm.endpoint())?.disabled).toBeNull();
    // Sent again by hand, it has the whole schedule before it.
    await replayNotice(firm.ctx(), { endpointId: firm.endpointId, noticeId });
    expect(await firm.deliver(noticeId)).toBe("postponed");
  });
});
