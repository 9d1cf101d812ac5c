/** How the API refuses, in words of the OpenAPI document. */
import { z } from "zod";
import { ERROR_CODES } from "#server/domain/errors.ts";
import { problemType } from "#server/http/problem.ts";

const Problem = z
  .object({
    type: z.string().meta({
      description: "The section about this code, relative to this server",
      examples: [problemType("not_found")],
    }),
    title: z.string().meta({ description: "What its kind is called" }),
    status: z.number().int(),
    detail: z.string().meta({ description: "What is wrong, and what to do instead" }),
    instance: z.string().meta({ description: "Names this one refusal; give it if you report it" }),
    code: z.enum(ERROR_CODES).meta({ description: "Stable: decide by this and by status" }),
    message: z.string().meta({ description: "The same as detail" }),
    fields: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .meta({ description: "Each field or parameter that is wrong" }),
    retryAfterSeconds: z.number().optional(),
    newestId: z
      .uuid()
      .optional()
      .meta({ description: "Of a correction that came too late: the report to correct instead" }),
    requestId: z.string(),
  })
  .meta({ id: "Problem", description: "A refusal, by RFC 9457" });

const REFUSALS: Readonly<Record<number, string>> = {
  400: "A parameter or field is wrong; each is named",
  401: "The key is missing, unknown or has ended",
  403: "The key may not do this",
  404: "There is no such thing",
  405: "Another method is needed; see Allow",
  406: "Not in this format",
  409: "It does not agree with what came before, such as an id used for something else",
  413: "The body is over 256 KB",
  415: "The body is not declared as what is taken here",
  429: "Too many requests; come back after Retry-After seconds",
  500: "A failure of ours",
  503: "Not just now; come back after Retry-After seconds",
};

const TEXT = z.string().optional();
const RATE = {
  RateLimit: TEXT.meta({ description: 'What is left: "policy";r=requests;t=seconds until full' }),
  "RateLimit-Policy": TEXT.meta({ description: '"policy";q=requests when full;w=seconds to fill' }),
};

/** Headers of every answer to a read. */
export const READ_HEADERS = z.object({
  ETag: TEXT.meta({ description: "Send it as If-None-Match; what has not changed is a 304" }),
  "Cache-Control": TEXT,
  ...RATE,
});

/** Of a list that is given in parts, in any format. */
export const PAGE_HEADERS = READ_HEADERS.extend({
  Link: TEXT.meta({
    description:
      'The address of the next part, as `<address>; rel="next"` (RFC 8288); absent: there are no more now',
  }),
});

const RETRY_AFTER = z.number().int().meta({ description: "Seconds to wait" });

/** Answers of these statuses, for the OpenAPI document. */
export function refusals(...statuses: number[]) {
  return Object.fromEntries(
    statuses.map((status) => [
      String(status),
      {
        description: REFUSALS[status] ?? "",
        content: { "application/problem+json": { schema: Problem } },
        ...(status === 429
          ? { headers: z.object({ "Retry-After": RETRY_AFTER.optional(), ...RATE }) }
          : {}),
        ...(status === 503 ? { headers: z.object({ "Retry-After": RETRY_AFTER.optional() }) } : {}),
      },
    ]),
  );
}
