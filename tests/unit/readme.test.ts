import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../support/gatewatch-process.ts";

test("README's map names every folder of the server once", () => {
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  const map = /## The folders\n+```\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
  const entries = readdirSync(join(ROOT, "server"), { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const counts = folders.map((name) => [
    name,
    [...map.matchAll(new RegExp(`(?:^| ) ${name}/ `, "gm"))].length,
  ]);
  expect(counts).toEqual(folders.map((name) => [name, 1]));
});

test("README's commands can be pasted into any shell: a `?` stands in quotes", () => {
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  const commands = readme.split("\n").filter((line) => line.startsWith("curl "));
  expect(commands.length).toBeGreaterThan(0);
  for (const command of commands)
    expect(command.replace(/"[^"]*"|'[^']*'/g, "")).not.toContain("?");
});
