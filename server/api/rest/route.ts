/**
 * A route of the REST face: the procedure behind it, and the formats in which its answer can be written.
 *
 * Handler and OpenAPI document are both made from these, so that neither can say what the other does not do. Input is
 * parsed by the procedure's own schema; a route adds only what belongs to writing (`hxl`).
 */
import { z } from "zod";
import { DomainError } from "#server/domain/errors.ts";
import { invalidField, parseInput } from "#server/domain/parse-input.ts";
import type { FeedInfo } from "#server/formats/feed-info.ts";
import type { Caller } from "../caller.ts";

/** Media types by extension. JSON is text in UTF-8 by its own definition. */
export const MEDIA_TYPES = {
  json: "application/json",
  csv: "text/csv; charset=utf-8; header=present",
  geojson: "application/geo+json",
  atom: "application/atom+xml; charset=utf-8",
  ics: "text/calendar; charset=utf-8",
  xml: "application/xml; charset=utf-8",
} as const;
export type Format = keyof typeof MEDIA_TYPES;

export interface WriteContext {
  readonly caller: Caller;
  readonly info: FeedInfo;
  /** True: the answer describes an instant that was asked for. */
  readonly isPast: boolean;
  /** CSV with its row of HXL tags. */
  readonly hxl: boolean;
  /** From path and query, as they were given. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Full address under which this answer was asked for, without its query. */
  readonly selfUrl: string;
}

type Writer<Output> = (output: Output, context: WriteContext) => string | Promise<string>;

/** How the answer after this one is asked for. */
interface Paging<Input, Output> {
  readonly parameter: "before" | "after";
  /** Its cursor; null: there are no more now. */
  readonly next: (output: Output, input: Input) => string | null;
}

interface RouteDefinition<Input extends z.ZodObject, Output extends z.ZodType> {
  /** Below /api/v1, with the procedure's parameters: `/crossings/{slug}`. */
  readonly path: `/${string}`;
  readonly operationId: string;
  readonly summary: string;
  readonly tag: string;
  /** Only with a key, which needs the scope data:read: the answer is for one account. */
  readonly isPersonal?: true;
  readonly input: Input;
  readonly output: Output;
  readonly read: (caller: Caller, input: z.input<Input>) => Promise<z.output<Output>>;
  /** Of a list that is given in parts: each format says in `Link` that it is one. */
  readonly paging?: Paging<z.output<Input>, z.output<Output>>;
  /** The first one is what a path without extension gets. */
  readonly formats: Readonly<Partial<Record<Format, Writer<z.output<Output>>>>>;
}

export interface ReadAnswer {
  readonly text: string;
  /** The parameter that asks for the next part; null: this is the last, or the list is whole. */
  readonly next: { readonly parameter: string; readonly value: string } | null;
}

export interface ReadRequest {
  readonly format: Format;
  readonly parameters: Readonly<Record<string, string>>;
  readonly caller: Caller;
  readonly info: FeedInfo;
  readonly selfUrl: string;
}

/** A definition whose input and output types are sealed in: the handler only ever asks it for text. */
export interface ReadRoute {
  readonly path: `/${string}`;
  readonly operationId: string;
  readonly summary: string;
  readonly tag: string;
  readonly isPersonal: boolean;
  readonly isPaged: boolean;
  readonly input: z.ZodObject;
  readonly output: z.ZodType;
  readonly formats: readonly [Format, ...Format[]];
  answer(request: ReadRequest): Promise<ReadAnswer>;
}

export const Hxl = z
  .enum(["0", "1"], "must be 1 (with the row of HXL tags) or 0")
  .optional()
  .meta({ description: "1: a second header row with HXL tags" });

/** What this route takes in this format: `hxl` belongs to CSV alone. */
export function inputFor(route: Pick<ReadRoute, "input">, format: Format): z.ZodObject {
  if (format !== "csv") return route.input;
  return route.input.extend({ hxl: Hxl });
}

const FORMATS: readonly Format[] = ["json", "csv", "geojson", "atom", "ics", "xml"];

function listFormats(formats: object): readonly [Format, ...Format[]] {
  const [first, ...rest] = FORMATS.filter((format) => format in formats);
  if (first === undefined) throw new Error("a route without a format");
  return [first, ...rest];
}

export const writeJson = (value: unknown): string => `${JSON.stringify(value)}\n`;

export function defineRoute<Input extends z.ZodObject, Output extends z.ZodType>(
  definition: RouteDefinition<Input, Output>,
): ReadRoute {
  const { path, operationId, summary, tag, isPersonal = false } = definition;
  const { input, output, read, paging, formats } = definition;
  const listed = listFormats(formats);
  return {
    path,
    operationId,
    summary,
    tag,
    isPersonal,
    isPaged: paging !== undefined,
    input,
    output,
    formats: listed,
    async answer({ format, parameters, caller, info, selfUrl }) {
      const write = formats[format];
      if (write === undefined) throw new DomainError("invalid", `There is no ${format} here.`);
      const { hxl, ...rest } = parameters;
      // Judged whole, so that every unknown parameter is named; the procedure parses its own part again.
      refuseUpsideDown(parseInput(inputFor({ input }, format), parameters));
      const given = await read(caller, asInput<Input>(rest));
      const isPast = parameters.asOf !== undefined;
      const context = { caller, info, isPast, hxl: hxl === "1", parameters, selfUrl };
      const value = paging?.next(given, parseInput(input, rest)) ?? null;
      return {
        text: await write(given, context),
        next: paging === undefined || value === null ? null : { ...paging, value },
      };
    },
  };
}

/** Pages turn such a span round, for whoever moved the wrong end; a program that asks for one has a mistake. */
export function refuseUpsideDown({ from, to }: Readonly<Record<string, unknown>>): void {
  if (typeof from !== "string" || typeof to !== "string" || from < to) return;
  const message = "must lie before to; swap them";
  throw invalidField({ path: "from", message });
}

/** Holds because `parseInput` has just accepted these parameters by the schema whose input type this is. */
function asInput<Input extends z.ZodObject>(parameters: Record<string, string>): z.input<Input> {
  return parameters as z.input<Input>;
}
