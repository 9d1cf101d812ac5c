import { expect, test } from "vitest";
import { createRests } from "#server/jobs/rests.ts";

function setUp() {
  const clock = { nowMs: 1_000 };
  const rests = createRests(9, () => clock.nowMs);
  const workFor = (name: string, tookMs: number) =>
    rests.work(name, async () => {
      clock.nowMs += tookMs;
      return tookMs;
    });
  return { clock, rests, workFor };
}

test("what took long rests nine times as long, what took a moment nearly not", async () => {
  const { clock, rests, workFor } = setUp();
  expect(rests.leftMs("torkham")).toBe(0);
  expect(await workFor("torkham", 200)).toBe(200);
  expect(rests.leftMs("torkham")).toBe(1_800);
  expect(rests.leftMs("chaman")).toBe(0);
  clock.nowMs += 1_800;
  expect(rests.leftMs("torkham")).toBe(0);
  await workFor("torkham", 1);
  expect(rests.leftMs("torkham")).toBe(9);
});

test("what failed rests too", async () => {
  const { clock, rests } = setUp();
  const fail = () =>
    rests.work("torkham", async () => {
      clock.nowMs += 100;
      throw new Error("the database is away");
    });
  await expect(fail()).rejects.toThrow("away");
  expect(rests.leftMs("torkham")).toBe(900);
});
