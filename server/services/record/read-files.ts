import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { RecordFiles } from "#server/formats/record/record-schema.ts";

const FILES = ["crossings", "closures", "reports", "incidents"] as const;

/**
 * The record's four files in a folder.
 * @throws Error naming the file that is missing, is no JSON or does not have the documented shape
 */
export async function readRecordFiles(folder: string): Promise<RecordFiles> {
  const entries = await Promise.all(
    FILES.map(async (name) => {
      const path = join(folder, `${name}.json`);
      const text = await readFile(path, "utf8");
      try {
        return [name, JSON.parse(text)] as const;
      } catch (error) {
        throw new Error(`${path} is no JSON: ${error instanceof Error ? error.message : error}`);
      }
    }),
  );
  const parsed = RecordFiles.safeParse(Object.fromEntries(entries));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`${folder}: ${issue?.path.join(".")}: ${issue?.message}`);
}
