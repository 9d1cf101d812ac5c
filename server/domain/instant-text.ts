import { z } from "zod";
import { parseInstant } from "./parse-instant.ts";
import type { Instant } from "./time.ts";

/** An instant as somebody writes it, with its zone; the refusal says what is wrong with it. */
export const InstantText = z.string().transform((text, context): Instant => {
  try {
    return parseInstant(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : "is no instant";
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  }
});
