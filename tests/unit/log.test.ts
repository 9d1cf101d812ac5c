import { DrizzleQueryError } from "drizzle-orm";
import { expect, test } from "vitest";
import { createLog } from "#server/log.ts";

function linesOf(pretty: boolean, error: unknown): string {
  const lines: string[] = [];
  createLog({ level: "debug", pretty, write: (line) => void lines.push(line) }).error("failed", {
    error,
  });
  return lines.join("");
}

test.each([true, false])(
  "a failed statement is shown without its values (pretty: %s)",
  (pretty) => {
    const statement = 'insert into "accounts" ("email", "password_hash") values ($1, $2)';
    const values = ["somebody@example.org", "$argon2id$v=19$secret"];
    const failed = new DrizzleQueryError(statement, values, new Error("duplicate key"));
    const text = linesOf(pretty, new Error("the page failed", { cause: failed }));
    expect(text).toContain("insert into");
    expect(text).toContain("duplicate key");
    expect(text).toContain("log.test.ts");
    for (const value of values) expect(text).not.toContain(value);
  },
);

test.each([true, false])("any other error keeps its words and its place (pretty: %s)", (pretty) => {
  const text = linesOf(pretty, new TypeError("no such gate"));
  expect(text).toContain("no such gate");
  expect(text).toContain("log.test.ts");
});
