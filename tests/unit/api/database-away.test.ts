import { TRPCError } from "@trpc/server";
import { expect, test } from "vitest";
import { findRefusal } from "#server/api/errors.ts";

const withCode = (code: string) => Object.assign(new Error("write failed"), { code });

test.each(["CONNECTION_CLOSED", "ECONNREFUSED", "57P01", "08006"])(
  "a database that is away (%s) is no bug: come back in some seconds",
  (code) => {
    const failed = new Error("Failed query", { cause: withCode(code) });
    for (const error of [failed, new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause: failed })]) {
      const refusal = findRefusal(error);
      expect(refusal?.code).toBe("unavailable");
      expect(refusal?.details.retryAfterSeconds).toBeGreaterThan(0);
    }
  },
);

test("a fault in a statement stays a bug", () => {
  expect(findRefusal(new Error("Failed query", { cause: withCode("42703") }))).toBe(null);
});
