import { expect, test } from "vitest";
import { type ReadAllOptions, readAll } from "#server/live/read-all.ts";
import { createLog } from "#server/log.ts";
import { quietStatus } from "./quiet-status.ts";

const broken = new Error("a row that nobody understands");
const away = Object.assign(new Error("refused"), { code: "ECONNREFUSED" });

function options(given: Partial<ReadAllOptions>): ReadAllOptions {
  return {
    readTogether: () => Promise.reject(broken),
    listIds: async () => ["chaman", "torkham"],
    readCrossing: async (crossingId) => {
      if (crossingId === "chaman") throw broken;
      return quietStatus({ crossingId });
    },
    lastKnown: () => null,
    log: createLog({ level: "error", write: () => undefined }),
    ...given,
  };
}

test("one crossing that cannot be read does not hide the others", async () => {
  expect((await readAll(options({}))).map(({ crossingId }) => crossingId)).toEqual(["torkham"]);
});

test("of one that cannot be read the last word stays", async () => {
  const before = quietStatus({ crossingId: "chaman", condition: "closed" });
  const statuses = await readAll(options({ lastKnown: () => before }));
  expect(statuses).toContain(before);
});

test("nothing is read one by one while the database is away, and nothing at all is an error", async () => {
  const readTogether = () => Promise.reject(away);
  await expect(readAll(options({ readTogether }))).rejects.toBe(away);
  const readCrossing = () => Promise.reject(broken);
  await expect(readAll(options({ readCrossing }))).rejects.toBe(broken);
  await expect(readAll(options({ readCrossing: () => Promise.reject(away) }))).rejects.toBe(away);
});
