import { z } from "zod";
import {
  IMPORT_KINDS,
  IMPORT_MODES,
  IMPORT_STATES,
  MAX_TOLD_ROWS,
} from "#server/domain/bulk-import.ts";
import {
  addPiece,
  applyImport,
  endFile,
  ImportChoice,
  ImportId,
  ImportPiece,
  listImports,
  NewImport,
  startImport,
} from "#server/services/bulk-import/bring-file.ts";
import { listProblems, problemsCsv } from "#server/services/bulk-import/list-problems.ts";
import { serviceContext } from "../context.ts";
import { InstantOut } from "../public/shared.ts";
import { procedure, router } from "../trpc.ts";

const Done = z.object({ id: z.string() });

const ImportOut = z.object({
  id: z.string(),
  kind: z.enum(IMPORT_KINDS),
  fileName: z.string(),
  createdAt: InstantOut,
  state: z.enum(IMPORT_STATES),
  mode: z.enum(IMPORT_MODES).nullable(),
  rows: z.number(),
  good: z.number(),
  bad: z.number(),
  added: z.number(),
  repeated: z.number(),
  problem: z.string().nullable(),
  endedAt: InstantOut.nullable(),
});

const ProblemOut = z.object({ row: z.number(), field: z.string(), message: z.string() });

/** Files of reports or crossings; for the desk. */
export const importsRouter = router({
  list: procedure
    .input(z.strictObject({}))
    .output(z.object({ imports: z.array(ImportOut) }))
    .query(({ ctx }) => listImports(serviceContext(ctx))),

  start: procedure
    .input(NewImport)
    .output(Done)
    .mutation(({ ctx, input }) => startImport(serviceContext(ctx), input)),

  addPiece: procedure
    .input(ImportPiece)
    .output(Done)
    .mutation(({ ctx, input }) => addPiece(serviceContext(ctx), input)),

  endFile: procedure
    .input(ImportId)
    .output(Done)
    .mutation(({ ctx, input }) => endFile(serviceContext(ctx), input)),

  takeOver: procedure
    .input(ImportChoice)
    .output(Done)
    .mutation(({ ctx, input }) => applyImport(serviceContext(ctx), input)),

  /** The first problems, for the page. */
  problems: procedure
    .input(ImportId)
    .output(z.object({ problems: z.array(ProblemOut) }))
    .query(({ ctx, input }) => listProblems(serviceContext(ctx), { ...input, limit: 20 })),

  /** All that are kept, as a file. */
  problemsCsv: procedure
    .input(ImportId)
    .output(z.object({ csv: z.string() }))
    .query(async ({ ctx, input }) => {
      const limit = MAX_TOLD_ROWS * 10;
      const { problems } = await listProblems(serviceContext(ctx), { ...input, limit });
      return { csv: problemsCsv(problems) };
    }),
});
