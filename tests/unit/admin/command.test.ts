import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { type Command, typedRefusal } from "#server/admin/command.ts";
import { findCommand } from "#server/admin/find-command.ts";
import { keyAdd, readExpiry } from "#server/admin/key-commands.ts";
import { userAdd, userList } from "#server/admin/user-commands.ts";
import { DomainError } from "#server/domain/errors.ts";
import { invalidInput } from "#server/domain/parse-input.ts";
import { AddAccountInput } from "#server/services/accounts/account-input.ts";
import { AddKeyInput } from "#server/services/accounts/add-key.ts";

function refusalOf(command: Command, schema: z.ZodType, input: unknown) {
  const { error } = schema.safeParse(input);
  if (error === undefined) throw new Error("this input was accepted");
  return typedRefusal(command, invalidInput(error));
}

describe("a refusal names what was typed, not the input behind it", () => {
  test("an entry of an option that may come several times", () => {
    const { message, fields } = refusalOf(keyAdd, AddKeyInput, { email: "a@b.c", scopes: ["all"] });
    expect(message).toMatch(/^--scope must be one of reports:write, /);
    expect(fields?.map(({ path }) => path)).toEqual(["--scope"]);
  });

  test("several at once, one a line", () => {
    const input = { email: "nobody", name: "N", role: "king", crossings: ["No Slug"] };
    const lines = refusalOf(userAdd, AddAccountInput, input).message.split("\n");
    expect(lines.map((line) => line.split(" ")[0])).toEqual(["--email", "--role", "--crossing"]);
  });

  test("a sentence that begins with the field, and one that does not", () => {
    const fields = [{ path: "crossings", message: "there is no crossing x" }];
    const named = new DomainError("invalid", "crossings: there is no crossing x", { fields });
    expect(typedRefusal(userAdd, named).message).toBe("--crossing: there is no crossing x");
    const own = new DomainError("conflict", "There is an account for a@b.c already.");
    expect(typedRefusal(userAdd, own)).toEqual({
      message: "There is an account for a@b.c already.",
    });
  });
});

test("a day to come that is none names its option, and both ways to write it", () => {
  expect(readExpiry("2d", "2026-01-01T00:00:00.000Z")).toBe("2026-01-03T00:00:00.000Z");
  const read = () => readExpiry("tomorrow", "2026-01-01T00:00:00.000Z");
  expect(read).toThrow(/^--expires "tomorrow" is not .* 90d$/);
});

describe("which command is meant", () => {
  const commands = [userAdd, userList, keyAdd];

  test("two words, and what comes after them", () => {
    const found = findCommand(commands, ["user", "list", "--json"]);
    expect(found).toEqual({ kind: "command", command: userList, rest: ["--json"] });
  });

  test("the first word alone finds all that begin with it", () => {
    const found = findCommand(commands, ["user", "--help"]);
    expect(found).toEqual({ kind: "group", word: "user", commands: [userAdd, userList] });
  });

  test.each([[[]], [["--help"]], [["nobody"]], [["use"]]])("nothing: %j", (args) => {
    expect(findCommand(commands, args)).toEqual({ kind: "none" });
  });
});
