/** What a command of the admin program is, and how its arguments are read. */
import { type ParseArgsConfig, type ParseArgsOptionsConfig, parseArgs } from "node:util";
import type { PictureShelf } from "#server/db/backup-pictures.ts";
import type { DatabaseClient } from "#server/db/client.ts";
import type { DomainError } from "#server/domain/errors.ts";
import type { Env } from "#server/env.ts";
import type { ServiceContext } from "#server/services/context.ts";
import { errorCode } from "#server/start-error.ts";

/** The command was not understood; exit code 2, and what would be understood. */
export class UsageError extends Error {}

export interface CommandContext extends ServiceContext {
  readonly env: Env;
  readonly client: DatabaseClient;
  readonly pictures: PictureShelf;
  readonly readStdin: () => Promise<string>;
}

/** What a command came to: a few lines for people, or one value for programs. */
export interface Outcome {
  readonly text: string;
  readonly data: unknown;
}

export type Values = Readonly<
  Record<string, string | boolean | readonly (string | boolean)[] | undefined>
>;

export interface Command {
  /** One or two words: `user add`. */
  readonly name: string;
  /** One line: what it does. */
  readonly summary: string;
  /** The arguments as they are written after the name. */
  readonly synopsis: string;
  /** More for `--help`; lines. */
  readonly details?: readonly string[];
  readonly options: ParseArgsOptionsConfig;
  /** How many arguments stand without a name; 0 by default. */
  readonly positionals?: number;
  readonly run: (
    context: CommandContext,
    values: Values,
    positionals: readonly string[],
  ) => Promise<Outcome>;
}

/** Every command has these. */
const COMMON = { help: { type: "boolean", short: "h" }, json: { type: "boolean" } } as const;

export interface ParsedCommand {
  readonly values: Values;
  readonly positionals: readonly string[];
  readonly wantsHelp: boolean;
}

/** @throws UsageError when an option is unknown or has no value, or there are too few or many arguments */
export function parseCommand(command: Command, args: readonly string[]): ParsedCommand {
  const config = {
    args: [...args],
    options: { ...command.options, ...COMMON },
    allowPositionals: true,
    strict: true,
  } satisfies ParseArgsConfig;
  let parsed: ReturnType<typeof parseArgs<typeof config>>;
  try {
    parsed = parseArgs(config);
  } catch (error) {
    if (errorCode(error)?.startsWith("ERR_PARSE_ARGS") && error instanceof Error) {
      throw new UsageError(error.message);
    }
    throw error;
  }
  const { values, positionals } = parsed;
  const wantsHelp = values.help === true;
  const wanted = command.positionals ?? 0;
  if (!wantsHelp && positionals.length !== wanted) {
    const found =
      positionals.length > wanted
        ? `"${positionals[wanted]}" is too much`
        : "an argument is missing";
    throw new UsageError(found);
  }
  return { values, positionals, wantsHelp };
}

/** @throws UsageError when it was not given */
export function required(values: Values, name: string): string {
  const value = optional(values, name);
  if (value === undefined) throw new UsageError(`--${name} is missing`);
  return value;
}

export function optional(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === "string" ? value : undefined;
}

export function many(values: Values, name: string): string[] {
  const value = values[name];
  return Array.isArray(value) ? value.map(String) : [];
}

/** The problems of a refusal, one a line, for those who typed them as options. */
export function refusalText(error: DomainError): string {
  const fields = error.details.fields ?? [];
  if (fields.length < 2) return error.message;
  return fields.map(({ path, message }) => `${path} ${message}`).join("\n");
}
