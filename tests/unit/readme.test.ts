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
