import { z } from "zod";
import type { SourceLink } from "#server/domain/crossing.ts";

/** A link to a source as it is stored in jsonb. */
export const SourceLinkRow: z.ZodType<SourceLink> = z.object({
  publisher: z.string(),
  title: z.string(),
  url: z.string().nullable(),
  date: z.string().nullable(),
});
