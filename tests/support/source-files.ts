import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { ROOT } from "./gatewatch-process.ts";

/** One import, export-from or `import()` of a file. */
export interface Import {
  /** As written. */
  readonly specifier: string;
  /** The file in this repository, from its root, or the package (`node:fs`, `zod`, `next/headers`). */
  readonly to: string;
  /** Nothing of it is left when the code runs. */
  readonly isTypeOnly: boolean;
}

export interface SourceFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

const SOURCE = /\.(ts|tsx|mjs)$/;
/** The formatter puts every statement at the start of a line and every specifier into double quotes. */
const STATEMENT = /^(?:import|export)\s(?:(type\s)?([^;"]*?)\sfrom\s)?"([^"]+)"/gm;
const DYNAMIC = /\bimport\("([^"]+)"\)/g;

function resolve(path: string, specifier: string): string {
  if (specifier.startsWith("#")) return specifier.slice(1);
  if (specifier.startsWith(".")) return normalize(join(dirname(path), specifier));
  return specifier;
}

/** True for `{ type A, type B }`; a default or a namespace has a value. */
function namesTypesOnly(clause: string): boolean {
  const names = /^\{([^}]*)\}$/.exec(clause.trim())?.[1]?.split(",") ?? ["value"];
  const named = names.map((name) => name.trim()).filter((name) => name !== "");
  return named.every((name) => name.startsWith("type "));
}

/** The imports of a file with this path and text, in their order. */
export function readImports(path: string, text: string): Import[] {
  const statements = [...text.matchAll(STATEMENT)].map(([, type, clause, specifier = ""]) => ({
    specifier,
    to: resolve(path, specifier),
    isTypeOnly: type !== undefined || (clause !== undefined && namesTypesOnly(clause)),
  }));
  const dynamic = [...text.matchAll(DYNAMIC)].map(([, specifier = ""]) => ({
    specifier,
    to: resolve(path, specifier),
    isTypeOnly: false,
  }));
  return [...statements, ...dynamic];
}

/** Every source file below these folders. */
export function readSourceFiles(folders: readonly string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => SOURCE.test(name))
      .map((name) => {
        const path = join(folder, name);
        const text = readFileSync(join(ROOT, path), "utf8");
        return { path, text, imports: readImports(path, text) };
      }),
  );
}
