import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { test as base } from "../../support/database.ts";
import { launch } from "../../support/gatewatch-process.ts";
import { PASSWORD, signInAs } from "./builders.ts";

interface Ended {
  readonly code: number;
  readonly output: string;
  /** Its stdout alone, which is JSON with `--json`. */
  readonly answer: string;
}

type Run = (args: readonly string[], stdin?: string) => Promise<Ended>;

const test = base.extend<{ admin: Run }>({
  admin: async ({ ownDatabase }, use) => {
    const folder = mkdtempSync(join(tmpdir(), "gatewatch-admin-"));
    await use(async (args, stdin = "") => {
      const settings = {
        DATABASE_URL: ownDatabase.url,
        DATA_DIR: folder,
        PUBLIC_URL: "https://gate.example",
      };
      const command = launch(["admin", ...args], settings);
      command.child.stdin?.end(stdin);
      const code = await command.ended;
      return { code, output: command.output(), answer: command.answer() };
    });
    rmSync(folder, { recursive: true, force: true });
  },
});

const VERA = ["--email", "vera@example.org", "--name", "Vera", "--role", "verifier"];

describe("the admin command", () => {
  test("adds an account with a password from standard input", async ({ admin, ownDatabase }) => {
    const added = await admin(["user", "add", ...VERA, "--password-stdin"], `${PASSWORD}\n`);
    expect(added).toMatchObject({ code: 0, output: "Added vera@example.org as verifier.\n" });
    await signInAs(ownDatabase.db, "vera@example.org");
  });

  test("prints a link to choose a password", async ({ admin }) => {
    const { code, answer } = await admin(["user", "add", ...VERA, "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(answer)).toMatchObject({
      email: "vera@example.org",
      link: expect.stringMatching(/^https:\/\/gate\.example\/welcome\?token=[\w-]{43}$/),
    });
  });

  test("tells refused (1) from not understood (2), and says what to do", async ({ admin }) => {
    const weak = await admin(["user", "add", ...VERA, "--password-stdin"], "short");
    expect(weak).toMatchObject({ code: 1, output: expect.stringContaining("shorter than 12") });
    const unknown = await admin(["user", "add", ...VERA, "--king"]);
    expect(unknown).toMatchObject({ code: 2, output: expect.stringContaining("--king") });
    const missing = await admin(["key", "add", "--email", "vera@example.org"]);
    expect(missing).toMatchObject({
      code: 2,
      output: expect.stringContaining("--scope is missing"),
    });
    const absent = await admin(["user", "disable", "--email", "no@example.org", "--json"]);
    expect(absent.code).toBe(1);
    expect(JSON.parse(absent.output)).toMatchObject({ error: { code: "not_found" } });
  });

  test("explains each command without touching the database", async ({ admin }) => {
    for (const name of ["user add", "restore"]) {
      const { code, output } = await admin([...name.split(" "), "--help"]);
      expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining(`-- ${name}`) });
    }
  });

  test("makes a firm with its owner and lists it", async ({ admin }) => {
    const account = ["--email", "boss@example.org", "--name", "Boss", "--role", "firm"];
    await admin(["user", "add", ...account, "--password-stdin"], PASSWORD);
    const firm = ["--name", "Khyber Haulage", "--zone", "Asia/Karachi"];
    const added = await admin(["firm", "add", ...firm, "--owner", "boss@example.org", "--json"]);
    expect(added.code).toBe(0);
    const { firmId } = JSON.parse(added.answer);
    expect((await admin(["firm", "list"])).output).toContain("boss@example.org (owner)");
    const last = ["--firm", firmId, "--email", "boss@example.org"];
    expect(await admin(["firm", "remove-member", ...last])).toMatchObject({
      code: 1,
      output: expect.stringContaining("last owner"),
    });
    const nowhere = await admin(["firm", "add", ...firm, "--owner", "nobody@example.org"]);
    expect(nowhere.code).toBe(1);
  });

  test("gives a firm no network that is everybody's, and names the option", async ({ admin }) => {
    const firm = ["--firm", "01940000-0000-7000-8000-000000000001"];
    const refused = await admin(["firm", "networks", ...firm, "--network", "0.0.0.0/0"]);
    expect(refused.code).toBe(1);
    expect(refused.output).toContain("--network");
  });
});
