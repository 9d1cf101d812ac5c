import { expect, test } from "vitest";
import { createSnapshot, type SnapshotChange } from "#server/live/snapshot.ts";
import { quietStatus } from "./quiet-status.ts";

const NOW = Date.parse("2025-10-13T12:00:00Z");
const make = () => createSnapshot({ nowMs: () => NOW });

test("the version rises by one at each change and listeners hear of each once", () => {
  const snapshot = make();
  const before = snapshot.version;
  const heard: SnapshotChange[] = [];
  const stop = snapshot.subscribe((change) => heard.push(change));
  snapshot.replaceAll([quietStatus()]);
  const closed = quietStatus({ condition: "closed" });
  snapshot.set("torkham", closed);
  stop();
  snapshot.set("torkham", null);
  expect(snapshot.version).toBe(before + 3);
  expect(heard).toEqual([
    { version: before + 1, crossingId: null, status: null },
    { version: before + 2, crossingId: "torkham", status: closed },
  ]);
});

test("a later start gives versions that an earlier one has not given", () => {
  const later = createSnapshot({ nowMs: () => NOW + 60_000 });
  expect(later.version).toBeGreaterThan(make().version + 10_000);
});

test("what was listed stays as it was, and the list is in order of ids", () => {
  const snapshot = make();
  snapshot.replaceAll([
    quietStatus({ crossingId: "wagah" }),
    quietStatus({ crossingId: "chaman" }),
  ]);
  const listed = snapshot.list();
  expect(listed.map((status) => status.crossingId)).toEqual(["chaman", "wagah"]);
  expect(snapshot.list()).toBe(listed);
  snapshot.set("chaman", null);
  expect(listed).toHaveLength(2);
  expect(snapshot.list()).toHaveLength(1);
});

test("it knows the soonest instant at which time alone changes something, and what is due then", () => {
  const snapshot = make();
  const soon = "2025-10-13T13:00:00.000Z";
  const late = "2025-10-14T13:00:00.000Z";
  snapshot.replaceAll([
    quietStatus({ crossingId: "wagah", nextChangeAt: late }),
    quietStatus({ crossingId: "chaman", nextChangeAt: soon }),
    quietStatus({ crossingId: "torkham" }),
  ]);
  expect(snapshot.nextChangeAt).toBe(soon);
  expect(snapshot.dueAt(soon)).toEqual(["chaman"]);
  snapshot.set("chaman", quietStatus({ crossingId: "chaman" }));
  expect(snapshot.nextChangeAt).toBe(late);
});

test("it counts as loaded once everything has been read", () => {
  const snapshot = make();
  expect(snapshot.isLoaded).toBe(false);
  snapshot.replaceAll([]);
  expect(snapshot.isLoaded).toBe(true);
});
