/**
 * The admin program: `npm run admin -- COMMAND …`. Whoever can run it holds the machine, so it may do everything; what
 * it does is written to the audit.
 *
 * Exit code: 0 done, 1 refused or not possible, 2 not understood. With `--json` the outcome, or the refusal, is one
 * JSON value on standard output.
 */
import { text as readText } from "node:stream/consumers";
import {
  type Command,
  type Outcome,
  parseCommand,
  typedRefusal,
  UsageError,
} from "./admin/command.ts";
import { crossingSetDelay } from "./admin/crossing-commands.ts";
import { backup, restore } from "./admin/data-commands.ts";
import { findCommand } from "./admin/find-command.ts";
import {
  firmAdd,
  firmClose,
  firmList,
  firmMember,
  firmNetworks,
  firmRemoveMember,
} from "./admin/firm-commands.ts";
import { importCommand } from "./admin/import-command.ts";
import { keyAdd, keyList, keyRevoke } from "./admin/key-commands.ts";
import { numberAdd, numberList, numberRemove } from "./admin/number-commands.ts";
import { openDatabase } from "./admin/open-database.ts";
import { textTable } from "./admin/text-table.ts";
import {
  sessionsRevoke,
  userAdd,
  userChange,
  userDisable,
  userEnable,
  userLink,
  userList,
  userResetSecondStep,
} from "./admin/user-commands.ts";
import { dataDirPaths } from "./db/data-dir.ts";
import { DomainError } from "./domain/errors.ts";
import { readEnv } from "./env.ts";
import { createLog } from "./log.ts";
import { createDiskStore } from "./photos/disk-store.ts";
import { createPictureShelf } from "./photos/picture-shelf.ts";
import { OPERATOR } from "./services/accounts/audit.ts";
import { StartError } from "./start-error.ts";

const COMMANDS: readonly Command[] = [
  userAdd,
  userChange,
  userDisable,
  userEnable,
  userLink,
  userResetSecondStep,
  userList,
  sessionsRevoke,
  keyAdd,
  keyList,
  keyRevoke,
  firmAdd,
  firmMember,
  firmRemoveMember,
  firmClose,
  firmNetworks,
  firmList,
  numberAdd,
  numberList,
  numberRemove,
  importCommand,
  crossingSetDelay,
  backup,
  restore,
];
const PROGRAM = "npm run admin --";

function overview(commands: readonly Command[] = COMMANDS): string {
  const rows = commands.map(({ name, summary }) => [`  ${name}`, summary]);
  return `${PROGRAM} COMMAND …\n\n${textTable(["COMMAND", ""], rows)}\n\nEvery command: --help, --json.`;
}

function help({ name, synopsis, summary, details = [] }: Command): string {
  const more = details.map((line) => `  ${line}`).join("\n");
  return `${PROGRAM} ${name} ${synopsis} [--json]\n\n${summary}.${more === "" ? "" : `\n\n${more}`}`;
}

async function readStdin(): Promise<string> {
  return (await readText(process.stdin)).replace(/\r?\n$/, "");
}

async function runCommand(command: Command, args: readonly string[]): Promise<Outcome> {
  const { values, positionals, wantsHelp } = parseCommand(command, args);
  if (wantsHelp) return { text: help(command), data: { help: help(command) } };
  const env = readEnv();
  const database = await openDatabase(env, createLog({ level: "warn" }));
  try {
    const now = new Date().toISOString();
    const { client } = database;
    // Gatewatch may be working on the same folder.
    const store = createDiskStore(dataDirPaths(env.dataDir).photos, { isOnlyWriter: false });
    const pictures = createPictureShelf(store);
    const context = { actor: OPERATOR, database: client.db, now, env, client, pictures, readStdin };
    return await command.run(context, values, positionals);
  } finally {
    await database.close();
  }
}

/** Prints what would be understood, and gives the exit code. */
function refuseUsage(message: string, usage: string, isJson: boolean): number {
  if (isJson) console.log(JSON.stringify({ error: { code: "usage", message } }));
  else console.error(`${message}\n\n${usage}`);
  return 2;
}

/** Prints a refusal and gives the exit code; a bug is thrown on. */
function refuse(error: unknown, isJson: boolean, command: Command): number {
  if (error instanceof UsageError) return refuseUsage(error.message, help(command), isJson);
  if (!(error instanceof DomainError || error instanceof StartError)) throw error;
  const isRefusal = error instanceof DomainError;
  const code = isRefusal ? error.code : "unavailable";
  const said = isRefusal ? typedRefusal(command, error) : { message: error.message };
  if (isJson) console.log(JSON.stringify({ error: { code, ...said } }));
  else console.error(`gatewatch: ${said.message}`);
  return 1;
}

function printOverview(commands: readonly Command[], isJson: boolean): number {
  const text = overview(commands);
  console.log(isJson ? JSON.stringify({ help: text }) : text);
  return 0;
}

async function main(args: readonly string[]): Promise<number> {
  const isJson = args.includes("--json");
  const wantsHelp = args.some((arg) => arg === "--help" || arg === "-h");
  const asked = args.filter((arg) => !arg.startsWith("-"));
  const found = findCommand(COMMANDS, args);
  if (found.kind === "command") {
    try {
      const outcome = await runCommand(found.command, found.rest);
      console.log(isJson ? JSON.stringify(outcome.data) : outcome.text);
      return outcome.hasFailed === true ? 1 : 0;
    } catch (error) {
      return refuse(error, isJson, found.command);
    }
  }
  const near = found.kind === "group" ? found.commands : COMMANDS;
  if (wantsHelp && asked.length === (found.kind === "group" ? 1 : 0)) {
    return printOverview(near, isJson);
  }
  const what =
    asked.length === 0 ? "No command is given." : `There is no command "${asked.join(" ")}".`;
  return refuseUsage(what, overview(near), isJson);
}

// The launcher's channel would keep this process alive.
process.channel?.unref();
process.exitCode = await main(process.argv.slice(2));
