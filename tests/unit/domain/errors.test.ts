import { expect, test } from "vitest";
import { z } from "zod";
import { parseInput } from "#server/domain/parse-input.ts";

const Input = z.strictObject({
  note: z.string().max(2_000).optional(),
  word: z.string().min(3).optional(),
  lanes: z.array(z.string()).max(2).optional(),
  share: z.number().gt(0).max(1).optional(),
});

test.each([
  [{ note: "x".repeat(2_001) }, "note must have at most 2,000 characters"],
  [{ word: "x" }, "word must have at least 3 characters"],
  [{ lanes: ["a", "b", "c"] }, "lanes must have at most 2 entries"],
  [{ share: 2 }, "share must be at most 1"],
  [{ share: 0 }, "share must be more than 0"],
])("a value of the wrong size is refused with the size that fits: %#", (input, message) => {
  expect(() => parseInput(Input, input)).toThrow(
    expect.objectContaining({ code: "invalid", message }),
  );
});
