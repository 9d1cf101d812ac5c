import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import { addFirm } from "#server/services/firms/add-firm.ts";
import { changeFirm } from "#server/services/firms/change-firm.ts";
import { findMembership } from "#server/services/firms/find-membership.ts";
import { getOwnFirm, listFirms } from "#server/services/firms/list-firms.ts";
import { removeMember } from "#server/services/firms/remove-member.ts";
import { setMember } from "#server/services/firms/set-member.ts";
import { setPrivateNetworks } from "#server/services/webhooks/set-private-networks.ts";
import { test } from "../../support/database.ts";
import { addAccount } from "../../support/reports.ts";
import { addMember, asActor, asOperator, emailOf, openFirm } from "./builders.ts";

describe("an admin makes a firm", () => {
  test("with its first owner; sent again it is the same firm", async ({ tx }) => {
    const owner = await addAccount(tx, "firm");
    const input = {
      id: randomUUID(),
      name: " Khyber Haulage ",
      timeZone: "Asia/Karachi",
      owner: emailOf(owner),
    };
    const added = await addFirm(asOperator(tx), input);
    expect(await addFirm(asOperator(tx), input)).toEqual(added);
    const firms = await listFirms(asOperator(tx));
    expect(firms).toMatchObject([
      { id: input.id, name: "Khyber Haulage", members: [{ role: "owner", isDisabled: false }] },
    ]);
    const audit = await tx.execute(sql`select action from audit_events`);
    expect(audit).toEqual([{ action: "firm.add" }]);
    await expect(addFirm(asOperator(tx), { ...input, name: "Another" })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("and is refused a zone that is none, an owner of another role, an owner who is nobody", async ({
    tx,
  }) => {
    const owner = emailOf(await addAccount(tx, "firm"));
    const add = (over: object) =>
      addFirm(asOperator(tx), { id: randomUUID(), name: "A", timeZone: "UTC", owner, ...over });
    for (const timeZone of ["Mars/Olympus", "+05:00", ""]) {
      await expect(add({ timeZone })).rejects.toMatchObject({
        code: "invalid",
        details: { fields: [{ path: "timeZone" }] },
      });
    }
    const verifier = emailOf(await addAccount(tx, "verifier"));
    await expect(add({ owner: verifier })).rejects.toMatchObject({ code: "invalid" });
    await expect(add({ owner: "nobody@example.org" })).rejects.toMatchObject({ code: "not_found" });
  });

  test("and says which network is its own, which its members see and cannot change", async ({
    tx,
  }) => {
    const { firmId, owner } = await openFirm(tx);
    const set = { firmId, networks: ["10.20.0.0/16"] };
    await expect(setPrivateNetworks(asActor(tx, owner), set)).rejects.toMatchObject({
      code: "forbidden",
    });
    await setPrivateNetworks(asOperator(tx), set);
    const { firm } = await getOwnFirm(asActor(tx, owner));
    expect(firm.privateNetworks).toEqual(["10.20.0.0/16"]);
    expect(await listFirms(asOperator(tx))).toMatchObject([{ privateNetworks: ["10.20.0.0/16"] }]);
  });

  test("and nobody else does, an owner neither", async ({ tx }) => {
    const { owner } = await openFirm(tx);
    const input = { id: randomUUID(), name: "A", timeZone: "UTC", owner: "a@example.org" };
    for (const actor of [owner, await addAccount(tx, "verifier")]) {
      await expect(addFirm(asActor(tx, actor), input)).rejects.toMatchObject({ code: "forbidden" });
      await expect(listFirms(asActor(tx, actor))).rejects.toMatchObject({ code: "forbidden" });
    }
    await expect(addFirm(asActor(tx, null), input)).rejects.toMatchObject({
      code: "unauthenticated",
    });
  });
});

describe("an owner says who belongs to the firm", () => {
  test("adds by e-mail, however it is written, changes a role and removes", async ({ tx }) => {
    const { firmId, owner } = await openFirm(tx);
    const driver = await addAccount(tx, "firm");
    const email = emailOf(driver).toUpperCase();
    const as = asActor(tx, owner);
    await setMember(as, { email, role: "viewer" });
    await setMember(as, { email, role: "viewer" });
    await setMember(as, { email, role: "dispatcher" });
    expect(await findMembership(tx, driver.accountId)).toMatchObject({
      firmId,
      role: "dispatcher",
    });
    const { firm, role } = await getOwnFirm(asActor(tx, driver));
    expect(role).toBe("dispatcher");
    expect(firm.members.map((one) => one.role)).toEqual(["owner", "dispatcher"]);
    await removeMember(as, { email });
    await removeMember(as, { email });
    expect(await findMembership(tx, driver.accountId)).toBeNull();
    const audit = await tx.execute(
      sql`select action, details ->> 'was' as was from audit_events where action <> 'firm.add' order by at, was nulls first`,
    );
    expect(audit.map(({ action }) => action).sort()).toEqual([
      "firm.remove_member",
      "firm.set_member",
      "firm.set_member",
    ]);
  });

  test("and learns nothing of an account that cannot join: none, another's, another firm's", async ({
    tx,
  }) => {
    const { owner } = await openFirm(tx);
    const { owner: other } = await openFirm(tx, "Another firm");
    const verifier = await addAccount(tx, "verifier");
    const refusals = [];
    for (const email of [emailOf(other), emailOf(verifier), "nobody@example.org"]) {
      const refusal = await setMember(asActor(tx, owner), { email, role: "viewer" }).catch(
        (error: Error) => error.message,
      );
      refusals.push(refusal);
    }
    expect(new Set(refusals)).toEqual(
      new Set(["email: is no account that can join; ask an admin to make one for your firm"]),
    );
    await expect(
      setMember(asOperator(tx), {
        firmId: (await openFirm(tx, "Third")).firmId,
        email: emailOf(other),
        role: "viewer",
      }),
    ).rejects.toMatchObject({ code: "conflict" });
  });

  test("but at least one owner stays, whoever asks", async ({ tx }) => {
    const { firmId, owner } = await openFirm(tx);
    const email = emailOf(owner);
    for (const ctx of [asActor(tx, owner), asOperator(tx)]) {
      const member = { firmId, email };
      await expect(removeMember(ctx, member)).rejects.toMatchObject({ code: "conflict" });
      await expect(setMember(ctx, { ...member, role: "viewer" })).rejects.toMatchObject({
        code: "conflict",
      });
    }
    expect(await findMembership(tx, owner.accountId)).toMatchObject({ role: "owner" });
    const second = await addMember(tx, { firmId, role: "owner" });
    // A disabled account looks after nothing.
    await tx.execute(
      sql`update accounts set disabled_at = now() where id = ${second.accountId}::uuid`,
    );
    await expect(removeMember(asActor(tx, owner), { email })).rejects.toMatchObject({
      code: "conflict",
    });
    await tx.execute(sql`update accounts set disabled_at = null`);
    await removeMember(asActor(tx, owner), { email });
    expect(await findMembership(tx, owner.accountId)).toBeNull();
  });

  test("of their own firm alone, and its other members not at all", async ({ tx }) => {
    const { firmId, owner } = await openFirm(tx);
    const { firmId: otherId, owner: other } = await openFirm(tx, "Another firm");
    const email = emailOf(await addAccount(tx, "firm"));
    const change = { firmId, name: "Taken", timeZone: "UTC" };
    const strangers = [
      other,
      await addMember(tx, { firmId, role: "dispatcher" }),
      await addMember(tx, { firmId, role: "viewer" }),
      await addAccount(tx, "firm"),
      await addAccount(tx, "verifier"),
    ];
    for (const actor of strangers) {
      const as = asActor(tx, actor);
      const forbidden = { code: "forbidden" };
      await expect(setMember(as, { firmId, email, role: "viewer" })).rejects.toMatchObject(
        forbidden,
      );
      await expect(removeMember(as, { firmId, email: emailOf(owner) })).rejects.toMatchObject(
        forbidden,
      );
      await expect(changeFirm(as, change)).rejects.toMatchObject(forbidden);
    }
    const { firm } = await getOwnFirm(asActor(tx, other));
    expect([firm.id, firm.members.length]).toEqual([otherId, 1]);
  });

  test("and of two owners who remove each other at once one stays", async ({
    ownDatabase: { db },
  }) => {
    const { firmId, owner } = await openFirm(db);
    const second = await addMember(db, { firmId, role: "owner" });
    const outcomes = await Promise.allSettled([
      removeMember(asActor(db, owner), { email: emailOf(second) }),
      removeMember(asActor(db, second), { email: emailOf(owner) }),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const [firm] = await listFirms(asOperator(db));
    expect(firm?.members.map(({ role }) => role)).toEqual(["owner"]);
  });
});

describe("a firm's name and zone", () => {
  test("are changed by its owner, and what is so already leaves no trace", async ({ tx }) => {
    const { owner } = await openFirm(tx);
    const change = { name: "Khyber Haulage", timeZone: "Asia/Kabul" };
    await changeFirm(asActor(tx, owner), change);
    await changeFirm(asActor(tx, owner), change);
    expect(await findMembership(tx, owner.accountId)).toMatchObject({ timeZone: "Asia/Kabul" });
    const audit = await tx.execute(
      sql`select action from audit_events where action = 'firm.change'`,
    );
    expect(audit).toHaveLength(1);
    await expect(
      changeFirm(asActor(tx, owner), { ...change, timeZone: "Kabul" }),
    ).rejects.toMatchObject({ code: "invalid" });
  });
});
