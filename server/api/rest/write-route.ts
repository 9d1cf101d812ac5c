/**
 * A route of the REST face that changes something: the service behind it, and what it takes. Handler and OpenAPI
 * document are both made from these, as they are from the reads (route.ts).
 *
 * It calls the service itself and not the procedure: some tell a secret, which no procedure does. What a key may do is
 * the service's to decide; `scope` only says it in the document, and a test holds the two together.
 */
import { z } from "zod";
import type { Scope } from "#server/domain/actor.ts";
import { parseInput } from "#server/domain/parse-input.ts";
import type { SecretContext } from "#server/services/accounts/secret-context.ts";
import { writeJson } from "./route.ts";

export const WRITE_METHODS = ["POST", "PUT", "PATCH", "DELETE"] as const;
export type WriteMethod = (typeof WRITE_METHODS)[number];

interface WriteDefinition<
  Path extends z.ZodObject,
  Body extends z.ZodObject,
  Output extends z.ZodType,
> {
  readonly method: WriteMethod;
  /** Below /api/v1, with the parameters of `parameters`: `/watches/{watchId}`. */
  readonly path: `/${string}`;
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tag: string;
  readonly scope: Scope;
  readonly parameters: Path;
  readonly body: Body;
  /** A body that would be taken; null: it takes none. */
  readonly example: z.input<Body> | null;
  readonly output: Output;
  /** What an answer of each status means: 201 for what is new, 200 for all else. */
  readonly answers: { readonly 200?: string; readonly 201?: string };
  /** Refusals beside those that every write may come to. */
  readonly refusals: readonly (404 | 409)[];
  readonly write: (
    ctx: SecretContext,
    input: z.output<Path> & z.output<Body>,
  ) => Promise<z.output<Output>>;
  /** Whether it made something new; absent: as the only status of `answers` says. */
  readonly isNew?: (output: z.output<Output>) => boolean;
}

export interface WriteAnswer {
  readonly status: 200 | 201;
  readonly text: string;
}

/** A definition whose types are sealed in, as `ReadRoute` is. */
export interface WriteRoute
  extends Omit<
    WriteDefinition<z.ZodObject, z.ZodObject, z.ZodType>,
    "write" | "isNew" | "example" | "description"
  > {
  readonly description: string | null;
  readonly example: unknown;
  /** Whether it takes a body at all. */
  readonly hasBody: boolean;
  answer(
    ctx: SecretContext,
    given: { readonly parameters: Readonly<Record<string, string>>; readonly body: unknown },
  ): Promise<WriteAnswer>;
}

/** Of a route that takes no body: none, or an empty object from a client that always sends one. */
export const NO_BODY = z.strictObject({});

export function defineWrite<
  Path extends z.ZodObject,
  Body extends z.ZodObject,
  Output extends z.ZodType,
>(definition: WriteDefinition<Path, Body, Output>): WriteRoute {
  const { write, isNew, description = null, ...route } = definition;
  const { parameters: path, body, output, answers } = definition;
  const statusOf = (made: z.output<Output>) => {
    const isMade = isNew === undefined ? answers[201] !== undefined : isNew(made);
    return isMade ? 201 : 200;
  };
  return {
    ...route,
    description,
    hasBody: Object.keys(body.shape).length > 0,
    async answer(ctx, given) {
      const input = { ...parseInput(path, given.parameters), ...parseInput(body, given.body) };
      // What goes out passes the schema that lists it, as in a procedure.
      const made = output.parse(await write(ctx, input));
      return { status: statusOf(made), text: writeJson(made) };
    },
  };
}
