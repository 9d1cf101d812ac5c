import { describe, expect, test } from "vitest";
import { findOrInstall, runWithin } from "../../support/browser.ts";

describe("a browser for the tests", () => {
  test("that is there is used, and nothing is installed", () => {
    const install = () => expect.unreachable();
    expect(findOrInstall(() => "/usr/bin/chromium", [install])).toBe("/usr/bin/chromium");
  });

  test("is downloaded, and where that fails it comes from the package manager", () => {
    const tried: string[] = [];
    const find = () => (tried.includes("package") ? "/usr/bin/chromium" : null);
    const ways = ["download", "package", "third"].map((way) => () => tried.push(way));
    expect(findOrInstall(find, ways)).toBe("/usr/bin/chromium");
    expect(tried).toEqual(["download", "package"]);
  });

  test("that cannot be had is nothing", () => {
    expect(findOrInstall(() => null, [() => undefined])).toBeNull();
  });
});

describe("a program run within a time", () => {
  const node = (script: string) => ["-e", script];

  test("tells whether it ended well", () => {
    expect(runWithin(10_000, process.execPath, node(""))).toBe(true);
    expect(runWithin(10_000, process.execPath, node("process.exit(3)"))).toBe(false);
    expect(runWithin(10_000, "no-such-program", [])).toBe(false);
  });

  test("is killed when it does not heed SIGTERM", () => {
    const deaf = 'process.on("SIGTERM", () => undefined); setInterval(() => undefined, 1000)';
    const from = performance.now();
    expect(runWithin(500, process.execPath, node(deaf))).toBe(false);
    expect(performance.now() - from).toBeLessThan(5_000);
  });
});
