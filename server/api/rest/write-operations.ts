/** The writes in the OpenAPI document, made from their routes. */
import type { ZodOpenApiPathsObject } from "zod-openapi";
import { refusals } from "./refusals.ts";
import type { WriteRoute } from "./write-route.ts";
import { WRITE_ROUTES } from "./write-routes.ts";

function responses({ answers, output }: WriteRoute) {
  return Object.fromEntries(
    Object.entries(answers).map(([status, description]) => [
      status,
      { description, content: { "application/json": { schema: output } } },
    ]),
  );
}

function bodyOf({ hasBody, body, example }: WriteRoute) {
  if (!hasBody) return {};
  const content = { "application/json": { schema: body, example } };
  return { requestBody: { required: true, content } };
}

function operation(route: WriteRoute): ZodOpenApiPathsObject {
  const { method, path, operationId, summary, description, tag, scope, parameters } = route;
  return {
    [path]: {
      [method.toLowerCase()]: {
        operationId,
        summary,
        ...(description === null ? {} : { description }),
        tags: [tag],
        security: [{ key: [scope] }],
        requestParams: { path: parameters },
        ...bodyOf(route),
        responses: {
          ...responses(route),
          ...refusals(400, 401, 403, ...route.refusals, 405, 413, 415, 429, 500, 503),
        },
      },
    },
  };
}

export const writePaths = (): ZodOpenApiPathsObject[] => WRITE_ROUTES.map(operation);
