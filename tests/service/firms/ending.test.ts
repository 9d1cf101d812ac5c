import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import { z } from "zod";
import type { Database } from "#server/db/client.ts";
import { selectRows } from "#server/db/rows.ts";
import { addFirm } from "#server/services/firms/add-firm.ts";
import { closeFirm } from "#server/services/firms/close-firm.ts";
import { findMembership } from "#server/services/firms/find-membership.ts";
import { leaveFirm } from "#server/services/firms/leave-firm.ts";
import { listFirms } from "#server/services/firms/list-firms.ts";
import { removeMember } from "#server/services/firms/remove-member.ts";
import { saveCorridor } from "#server/services/firms/save-corridor.ts";
import { listWatches } from "#server/services/watches/list-watches.ts";
import { saveWatch } from "#server/services/watches/save-watch.ts";
import { addEndpoint } from "#server/services/webhooks/add-endpoint.ts";
import { addAccount, test } from "../../support/reports.ts";
import { AUTH_SECRET } from "../accounts/builders.ts";
import { wish } from "../watches/builders.ts";
import { addMember, asActor, asOperator, corridorInput, emailOf, openFirm } from "./builders.ts";

const NAME = "Khyber Haulage";

/** What of a firm goes on: by table, how many rows have not ended. */
async function standing(db: Database): Promise<Readonly<Record<string, number>>> {
  const [row] = await selectRows(
    db,
    z.record(z.string(), z.coerce.number()),
    sql`select (select count(*) from corridors where ended_at is null) as corridors,
      (select count(*) from watches where ended_at is null) as watches,
      (select count(*) from webhook_endpoints where ended_at is null or secrets <> '[]'::jsonb) as webhooks,
      (select count(*) from api_keys where revoked_at is null) as keys,
      (select count(*) from notices where state = 'waiting') as waiting,
      (select count(*) from firm_members) as members`,
  );
  return row ?? {};
}

/** A firm with a dispatcher and one of everything that it can have. */
async function openBusyFirm(db: Database) {
  const { firmId, owner } = await openFirm(db, NAME);
  const dispatcher = await addMember(db, { firmId, role: "dispatcher" });
  const ctx = { ...asActor(db, dispatcher), authSecret: AUTH_SECRET };
  await saveCorridor(ctx, corridorInput());
  const url = "https://hooks.example.org/gatewatch";
  const { endpointId } = await addEndpoint(ctx, { id: randomUUID(), url });
  const byMail = wish({ channel: { kind: "email", email: emailOf(dispatcher) } });
  const byHook = wish({ id: randomUUID(), channel: { kind: "webhook", endpoint: endpointId } });
  await saveWatch(ctx, byMail);
  await saveWatch(ctx, byHook);
  for (const [watch, endpoint] of [
    [byMail.id, null],
    [byHook.id, endpointId],
  ] as const) {
    await db.execute(sql`
      insert into notices (id, watch_id, endpoint_id, type, data, created_at, due_at, state)
      values (${randomUUID()}::uuid, ${watch}::uuid, ${endpoint}::uuid, 'crossing.silent', '{}', now(), now(), 'waiting')`);
  }
  await db.execute(sql`
    insert into api_keys (id, account_id, key_hash, prefix, scopes)
    values (${randomUUID()}::uuid, ${dispatcher.accountId}::uuid, 'hash', 'gw_abc', array['data:read'])`);
  return { firmId, owner, dispatcher, byMail };
}

describe("a firm is closed", () => {
  test("with all that it has; its members may join another, and the name is asked for", async ({
    loaded: { db },
  }) => {
    const { firmId, owner, dispatcher } = await openBusyFirm(db);
    const one = { corridors: 1, watches: 2, webhooks: 1, keys: 1, waiting: 2, members: 2 };
    expect(await standing(db)).toEqual(one);
    const close = (name: string) => closeFirm(asActor(db, owner), { firmId, name });
    await expect(close("Khyber")).rejects.toMatchObject({
      code: "invalid",
      details: { fields: [{ path: "name" }] },
    });
    expect(await standing(db)).toEqual(one);
    await close(NAME);
    const none = { corridors: 0, watches: 0, webhooks: 0, keys: 0, waiting: 0, members: 0 };
    expect(await standing(db)).toEqual(none);
    expect(await findMembership(db, dispatcher.accountId)).toBeNull();
    expect(await listFirms(asOperator(db))).toEqual([]);
    await expect(saveWatch(asActor(db, dispatcher), wish())).rejects.toMatchObject({
      code: "forbidden",
    });
    const next = { id: randomUUID(), name: "Next", timeZone: "UTC", owner: emailOf(dispatcher) };
    await addFirm(asOperator(db), next);
    expect(await findMembership(db, dispatcher.accountId)).toMatchObject({ name: "Next" });
    const audit = await selectRows(
      db,
      z.object({ details: z.unknown() }),
      sql`select details from audit_events where action = 'firm.close' and subject = ${firmId}`,
    );
    expect(audit).toMatchObject([
      { details: { name: NAME, watches: 2, webhooks: 1, keys: 1, corridors: 1 } },
    ]);
  });

  test("by an admin too, once, and by no dispatcher, and no other firm's owner", async ({
    loaded: { db },
  }) => {
    const { firmId } = await openFirm(db, NAME);
    const other = await openFirm(db, "Chaman Freight");
    const dispatcher = await addMember(db, { firmId, role: "dispatcher" });
    for (const actor of [dispatcher, other.owner]) {
      await expect(closeFirm(asActor(db, actor), { firmId, name: NAME })).rejects.toMatchObject({
        code: "forbidden",
      });
    }
    await closeFirm(asOperator(db), { firmId, name: NAME });
    await expect(closeFirm(asOperator(db), { firmId, name: NAME })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await listFirms(asOperator(db))).toMatchObject([{ name: "Chaman Freight" }]);
  });
});

describe("a member leaves", () => {
  test("and gets no more of the firm's mails, nor sees anything of it", async ({
    loaded: { db },
  }) => {
    const { owner, dispatcher, byMail } = await openBusyFirm(db);
    await leaveFirm(asActor(db, dispatcher));
    expect(await findMembership(db, dispatcher.accountId)).toBeNull();
    await expect(leaveFirm(asActor(db, dispatcher))).rejects.toMatchObject({ code: "forbidden" });
    const { watches } = await listWatches(asActor(db, owner));
    expect(watches.find(({ id }) => id === byMail.id)).toMatchObject({
      parkedReason: "left the firm",
    });
    expect(watches.filter(({ parkedAt }) => parkedAt === null)).toHaveLength(1);
    // Saved for somebody who is a member, it tells again.
    const channel = { kind: "email", email: emailOf(owner) };
    await saveWatch(asActor(db, owner), wish({ ...byMail, channel }));
    const after = await listWatches(asActor(db, owner));
    expect(after.watches.every(({ parkedAt }) => parkedAt === null)).toBe(true);
  });

  test("not when they are the last owner", async ({ loaded: { db } }) => {
    const { firmId, owner } = await openFirm(db, NAME);
    await expect(leaveFirm(asActor(db, owner))).rejects.toMatchObject({ code: "conflict" });
    expect(await findMembership(db, owner.accountId)).toMatchObject({ firmId, role: "owner" });
    await addMember(db, { firmId, role: "owner" });
    await leaveFirm(asActor(db, owner));
    expect(await findMembership(db, owner.accountId)).toBeNull();
  });

  test("against their will too: whoever is taken out gets no more of the mails", async ({
    loaded: { db },
  }) => {
    const { firmId, owner, dispatcher, byMail } = await openBusyFirm(db);
    await removeMember(asActor(db, owner), { firmId, email: emailOf(dispatcher) });
    const { watches } = await listWatches(asActor(db, owner));
    expect(watches.find(({ id }) => id === byMail.id)?.parkedReason).toBe("left the firm");
  });

  test("an account that is no firm's, or nobody, leaves nothing", async ({ loaded: { db } }) => {
    for (const actor of [await addAccount(db, "verifier"), null]) {
      await expect(leaveFirm(asActor(db, actor))).rejects.toMatchObject({
        code: actor === null ? "unauthenticated" : "forbidden",
      });
    }
  });
});
