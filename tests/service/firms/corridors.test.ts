import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import type { Database } from "#server/db/client.ts";
import type { Actor } from "#server/domain/actor.ts";
import { CorridorInput } from "#server/services/firms/corridor-input.ts";
import { endCorridor } from "#server/services/firms/end-corridor.ts";
import { listCorridors } from "#server/services/firms/list-corridors.ts";
import { saveCorridor } from "#server/services/firms/save-corridor.ts";
import { addAccount, test } from "../../support/reports.ts";
import { addMember, asActor, corridorInput, openFirm } from "./builders.ts";

const listed = async (db: Database, actor: Actor) =>
  (await listCorridors(asActor(db, actor))).corridors;

describe("a corridor", () => {
  test("is made, read by every member, reordered and ended", async ({ loaded: { db } }) => {
    const { firmId, owner } = await openFirm(db);
    const dispatcher = await addMember(db, { firmId, role: "dispatcher" });
    const viewer = await addMember(db, { firmId, role: "viewer" });
    const input = corridorInput();
    await saveCorridor(asActor(db, dispatcher), input);
    await saveCorridor(asActor(db, dispatcher), input);
    for (const member of [owner, dispatcher, viewer]) {
      expect(await listed(db, member)).toMatchObject([
        { id: input.id, name: input.name, crossingIds: input.crossings },
      ]);
    }
    const crossings = ["ghulam-khan", "torkham"];
    await saveCorridor(asActor(db, owner), { ...input, name: "Kabul", crossings });
    expect(await listed(db, viewer)).toMatchObject([{ name: "Kabul", crossingIds: crossings }]);
    await endCorridor(asActor(db, dispatcher), { id: input.id });
    await endCorridor(asActor(db, dispatcher), { id: input.id });
    expect(await listed(db, viewer)).toEqual([]);
    await expect(saveCorridor(asActor(db, owner), input)).rejects.toMatchObject({
      code: "not_found",
    });
    const audit = await db.execute(
      sql`select action from audit_events where action like 'corridor.%' order by at, action`,
    );
    expect(audit.map(({ action }) => action).sort()).toEqual([
      "corridor.end",
      "corridor.save",
      "corridor.save",
    ]);
  });

  test("of another firm can be neither read nor changed nor ended", async ({ loaded: { db } }) => {
    const { owner } = await openFirm(db);
    const { owner: other } = await openFirm(db, "Another firm");
    const input = corridorInput();
    await saveCorridor(asActor(db, owner), input);
    expect(await listed(db, other)).toEqual([]);
    const gone = { code: "not_found" };
    await expect(
      saveCorridor(asActor(db, other), { ...input, name: "Taken" }),
    ).rejects.toMatchObject(gone);
    await expect(endCorridor(asActor(db, other), { id: input.id })).rejects.toMatchObject(gone);
    expect(await listed(db, owner)).toMatchObject([{ name: input.name }]);
  });

  test("is changed by no viewer, no account without a firm, no reporter, nobody", async ({
    loaded: { db },
  }) => {
    const { firmId } = await openFirm(db);
    const actors = [
      await addMember(db, { firmId, role: "viewer" }),
      await addAccount(db, "firm"),
      await addAccount(db, "reporter"),
      await addAccount(db, "admin"),
    ];
    for (const actor of actors) {
      const as = asActor(db, actor);
      const forbidden = { code: "forbidden" };
      await expect(saveCorridor(as, corridorInput())).rejects.toMatchObject(forbidden);
      await expect(endCorridor(as, { id: randomUUID() })).rejects.toMatchObject(forbidden);
    }
    for (const actor of actors.slice(1)) {
      await expect(listCorridors(asActor(db, actor))).rejects.toMatchObject({ code: "forbidden" });
    }
    await expect(listCorridors(asActor(db, null))).rejects.toMatchObject({
      code: "unauthenticated",
    });
  });

  test("takes only crossings that have its lane, and says why it does not take another", async ({
    loaded: { db },
  }) => {
    const { owner } = await openFirm(db);
    const crossings = ["torkham", "islam-qala-dogharoun", "atlantis", "torkham-of-old"];
    await expect(
      saveCorridor(asActor(db, owner), corridorInput({ crossings })),
    ).rejects.toMatchObject({
      code: "invalid",
      details: {
        fields: [
          { path: "crossings.1", message: expect.stringContaining("not on the way PK-AF") },
          { path: "crossings.2", message: "there is no crossing atlantis" },
          { path: "crossings.3" },
        ],
      },
    });
    await expect(
      saveCorridor(asActor(db, owner), corridorInput({ mode: "rail", crossings: ["torkham"] })),
    ).rejects.toMatchObject({
      details: {
        fields: [{ message: expect.stringContaining("has no lane PK-AF/rail; its lanes are") }],
      },
    });
  });

  test("is one of thirty at most", async ({ loaded: { db } }) => {
    const { owner } = await openFirm(db);
    const as = asActor(db, owner);
    for (let i = 0; i < 30; i += 1) await saveCorridor(as, corridorInput({ name: `No ${i}` }));
    await expect(saveCorridor(as, corridorInput())).rejects.toMatchObject({ code: "conflict" });
  });
});

test("what is no corridor is refused field by field", () => {
  const problems = (over: object) =>
    CorridorInput.safeParse(corridorInput(over)).error?.issues.map(({ path }) => path[0]);
  expect(problems({})).toBeUndefined();
  expect(problems({ name: "  " })).toEqual(["name"]);
  expect(problems({ direction: "PK-PK" })).toEqual(["direction"]);
  expect(problems({ direction: "pk-af" })).toEqual(["direction"]);
  expect(problems({ mode: "camel" })).toEqual(["mode"]);
  expect(problems({ crossings: [] })).toEqual(["crossings"]);
  expect(problems({ crossings: ["torkham", "torkham"] })).toEqual(["crossings"]);
});
