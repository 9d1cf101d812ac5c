/** What a command of the admin program is, and how its arguments are read. */
import { type ParseArgsConfig, type ParseArgsOptionsConfig, parseArgs } from "node:util";
import type { PictureShelf } from "#server/db/backup-pictures.ts";
import type { DatabaseClient } from "#server/db/client.ts";
import type { DomainError, FieldProblem } from "#server/domain/errors.ts";
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
  /** It was understood and told, and what was asked for was not done: exit code 1. */
  readonly hasFailed?: boolean;
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
  /** What a field of the service's input is called here, where it is not an option of that very name. */
  readonly fieldNames?: Readonly<Record<string, string>>;
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

/** A refusal in the words of whoever typed the command: fields are called as the options that they came from. */
export interface TypedRefusal {
  readonly message: string;
  readonly fields?: readonly FieldProblem[];
}

function optionName({ options, fieldNames = {} }: Command, path: string): string {
  const [field = ""] = path.split(".");
  return fieldNames[field] ?? (field in options ? `--${field}` : path);
}

export function typedRefusal(command: Command, error: DomainError): TypedRefusal {
  const problems = error.details.fields;
  if (problems === undefined) return { message: error.message };
  const fields = problems.map(({ path, message }) => ({
    path: optionName(command, path),
    message,
  }));
  const [first] = problems;
  if (fields.length > 1) {
    return { message: fields.map(({ path, message }) => `${path} ${message}`).join("\n"), fields };
  }
  // A sentence of the service's own stays; only the field's name at its beginning becomes the option's.
  const isNamed = first !== undefined && first.path !== "" && error.message.startsWith(first.path);
  const name = first === undefined ? "" : optionName(command, first.path);
  return {
    message: isNamed ? name + error.message.slice(first.path.length) : error.message,
    fields,
  };
}
