import { describe, expect, test } from "vitest";
import { isIn, LAYERS, TABLES } from "../support/layers.ts";
import {
  type Import,
  readImports,
  readSourceFiles,
  type SourceFile,
} from "../support/source-files.ts";

/*
 * Holds CONTRIBUTING's rules on layers, files and the language. A failure says what to do instead. There is no list of
 * exceptions: change the code, or change the rule for everybody.
 */

const files = readSourceFiles(["server", "app", "tests"]);
const byPath = new Map(files.map((file) => [file.path, file]));
const product = files.filter(({ path }) => !isIn(path, "tests"));

const isOurs = ({ to, specifier }: Import) => specifier !== to || isIn(to, "server");
const isPackage = (found: Import) => !isOurs(found);

/** One line for every import that `isWrong` finds. */
function wrongImports(
  among: readonly SourceFile[],
  isWrong: (found: Import, file: SourceFile) => boolean,
  instead: string | ((file: SourceFile) => string),
): string[] {
  return among.flatMap((file) =>
    file.imports
      .filter((found) => isWrong(found, file))
      .map(({ specifier }) => {
        const advice = typeof instead === "string" ? instead : instead(file);
        return `${file.path} imports "${specifier}". ${advice}`;
      }),
  );
}

/** One line for every line of code in which `pattern` is found. */
function wrongLines(among: readonly SourceFile[], pattern: RegExp, instead: string): string[] {
  return among.flatMap(({ path, text }) =>
    text
      .split("\n")
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${instead}`] : [])),
  );
}

function layerOf({ path }: SourceFile) {
  const layer = LAYERS.find((one) => isIn(path, one.in));
  if (layer === undefined) throw new Error(`${path} is in no layer of tests/support/layers.ts`);
  return layer;
}

const FETCHES = /\bfetch\(|new (?:EventSource|WebSocket|XMLHttpRequest)\(/;
const isClientFile = ({ path, text }: SourceFile) =>
  isIn(path, "app/_client") || /^"use client"/m.test(text);
const isServerAction = ({ text }: SourceFile) => /^"use server"/m.test(text);

/** The files that are sent to browsers: those that say so and all that these import, up to server actions. */
function browserFiles(): SourceFile[] {
  const reached = new Set(product.filter(({ path }) => isIn(path, "app")).filter(isClientFile));
  for (const file of reached) {
    for (const { to, isTypeOnly } of file.imports) {
      const next = byPath.get(to);
      if (next && !isTypeOnly && isIn(to, "app") && !isServerAction(next)) reached.add(next);
    }
  }
  return [...reached];
}

describe("who may import whom", () => {
  test("each layer imports only those below it", () => {
    const wrong = wrongImports(
      files,
      (found, file) => {
        if (isPackage(found)) return false;
        const layer = layerOf(file);
        const allowed = [layer.in, ...layer.imports];
        // Types of the API are how components name what they are given.
        const isApiType = found.isTypeOnly && isIn(found.to, "server/api");
        if (isApiType && isIn(file.path, "app")) return false;
        return !allowed.some((one) => isIn(found.to, one));
      },
      (file) => layerOf(file).instead,
    );
    expect(wrong).toEqual([]);
  });

  test("the domain needs zod and nothing else", () => {
    const wrong = wrongImports(
      files,
      (found, file) => {
        const { packages } = layerOf(file);
        return isPackage(found) && packages !== undefined && !packages.includes(found.to);
      },
      (file) => layerOf(file).instead,
    );
    expect(wrong).toEqual([]);
  });

  test("tables are known below the services only", () => {
    const outside = product.filter(({ path }) => !TABLES.owners.some((owner) => isIn(path, owner)));
    const isTable = ({ to }: Import) => TABLES.imports.some((one) => isIn(to, one));
    expect(wrongImports(outside, isTable, TABLES.instead)).toEqual([]);
  });

  test("browsers get the domain's values, the relay code and the API's types, no other server code", () => {
    const inBrowsers = ["server/domain", "server/formats/relay"];
    const isServerCode = (found: Import) => {
      if (found.to.startsWith("node:")) return true;
      if (!isIn(found.to, "server") || inBrowsers.some((one) => isIn(found.to, one))) return false;
      return !(found.isTypeOnly && isIn(found.to, "server/api"));
    };
    const instead =
      "This file runs in the browser: read on the server and pass the value in, or move the rule into server/domain.";
    expect(wrongImports(browserFiles(), isServerCode, instead)).toEqual([]);
  });

  test("components never fetch", () => {
    const components = product.filter(({ path }) => isIn(path, "app/_components"));
    const instead = "A component draws what it is given: fetch in app/_client or in the page.";
    expect(wrongLines(components, FETCHES, instead)).toEqual([]);
  });
});

describe("how a file is imported", () => {
  test("by itself, with its ending", () => {
    const isWithoutEnding = (found: Import) =>
      isOurs(found) && !/\.(tsx?|mjs|css|json)$/.test(found.to);
    const instead = "Import the file with its .ts or .tsx.";
    expect(wrongImports(files, isWithoutEnding, instead)).toEqual([]);
  });

  test("never through a barrel", () => {
    const barrels = files.map(({ path }) => path).filter((path) => /\/index\.tsx?$/.test(path));
    expect(barrels, "Delete the barrel and import the files themselves.").toEqual([]);
  });

  test("by #server/ or #app/ from afar", () => {
    const isFar = ({ specifier }: Import) => specifier.startsWith("../../");
    expect(wrongImports(product, isFar, "Write #server/… or #app/… instead.")).toEqual([]);
  });
});

/** Files whose name Next looks for, and the one that next-intl does. */
const FRAMEWORK_FILE =
  /^app\/(.*\/)?(page|layout|template|default|loading|error|global-error|not-found|forbidden|unauthorized|sitemap|robots|manifest|i18n)\.tsx?$/;
const MAX_LINES = 300;
/** A cast, but for `as const`; not the renaming in an import and not SQL, which stands in a template. */
const CAST = /\bas (?!const\b)[A-Z{(]/;
const COMMENT = /\/\/|\*\//;
const CAST_COMMENT_LINES = 8;

/** The text with what stands in templates and in import statements blanked, line by line. */
function withoutTemplates(text: string): string {
  const blank = (part: string) => part.replace(/[^\n]/g, "");
  return text
    .replace(/`(?:\\.|[^`\\])*`/g, blank)
    .replace(/^(import|export)\s[^;]*;/gm, (part) => (/\sfrom\s/.test(part) ? blank(part) : part));
}

describe("how a file is written", () => {
  test("the environment is read in server/env.ts and by the launcher", () => {
    const others = files.filter(({ path }) => !/^server\/(env\.ts|launch\.mjs)$/.test(path));
    const instead = "Take the value from server/env.ts, or a child's environment from childEnv.";
    expect(wrongLines(others, /\bprocess\.env\b(?!\.ts)/, instead)).toEqual([]);
  });

  test("exports have names", () => {
    const others = files.filter(({ path }) => !FRAMEWORK_FILE.test(path) && !/\.d\.ts$/.test(path));
    const instead = "Give the export a name; only files that Next looks for have a default.";
    expect(wrongLines(others, /^export default\b|^export \{[^}]*\bas default\b/, instead)).toEqual(
      [],
    );
  });

  test("a refusal that comes out of the runtime is found by its shape", () => {
    const pages = product.filter(
      ({ path, text }) => isIn(path, "app") && /\bmailWatches\b/.test(text),
    );
    const instead =
      "Next has a copy of this class of its own: ask findRefusal of server/api/errors.ts.";
    expect(pages.length).toBeGreaterThan(0);
    expect(wrongLines(pages, /\binstanceof DomainError\b/, instead)).toEqual([]);
  });

  test("a cast has a comment that says why it holds", () => {
    const wrong = files.flatMap(({ path, text }) => {
      const lines = text.split("\n");
      return withoutTemplates(text)
        .split("\n")
        .flatMap((line, index) => {
          if (!CAST.test(line.replace(/\/\/.*|^\s*\*.*|"[^"]*"/g, ""))) return [];
          const before = lines.slice(Math.max(0, index - CAST_COMMENT_LINES), index + 1);
          if (before.some((one) => COMMENT.test(one))) return [];
          return [`${path}:${index + 1}: Parse it by a schema, or say in a comment why it holds.`];
        });
    });
    expect(wrong).toEqual([]);
  });

  test("no rule is switched off, no test is left out, nothing is left to do", () => {
    const others = files.filter(({ path }) => path !== "tests/unit/architecture.test.ts");
    const instead = "Mend what it hides.";
    const hides =
      /@ts-(?:ignore|nocheck|expect-error)|\b(?:test|it|describe)\.(?:only|skip|todo|fixme)\b|\b(?:TODO|FIXME|XXX)\b/;
    expect(wrongLines(others, hides, instead)).toEqual([]);
  });

  test(`none has more than ${MAX_LINES} lines`, () => {
    const long = files.filter(({ text }) => text.split("\n").length - 1 > MAX_LINES);
    const names = long.map(({ path }) => path);
    expect(names, "Split it by noun or by stage.").toEqual([]);
  });

  test("names are kebab-case and no folder is a drawer", () => {
    const isPlain = (part: string) =>
      /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.(?:test|property|d))*\.(?:tsx?|mjs)$/.test(part);
    // A folder of routes is a part of an address, which may be that of a picture.
    const isFolder = (part: string) =>
      /^_?[a-z0-9]+(?:-[a-z0-9]+)*(?:\.(?:png|svg))?$|^[[(].*[\])]$/.test(part);
    const isDrawer = (part: string) =>
      /^(?:utils?|helpers?|lib|common|misc)(?:\.tsx?)?$/.test(part);
    const wrong = files.flatMap(({ path }) => {
      const parts = path.split("/");
      const name = parts.pop() ?? "";
      const isGood = isPlain(name) && parts.every(isFolder) && ![...parts, name].some(isDrawer);
      return isGood ? [] : [`${path}: Name it in kebab-case after the noun that it is about.`];
    });
    expect(wrong).toEqual([]);
  });
});

test("an import is read in every form it can be written in", () => {
  const text = [
    'import "./a.ts";',
    'import b, { c } from "../b.ts";',
    'import type { D } from "#server/d.ts";',
    'import {\n  type E,\n  type F,\n} from "#app/e.tsx";',
    'export { g } from "./g.ts";',
    'export type { H } from "zod";',
    'const i = await import("./i.ts");',
  ].join("\n");
  const seen = readImports("server/api/x.ts", text).map(
    ({ to, isTypeOnly }) => `${to} ${isTypeOnly}`,
  );
  expect(seen).toEqual([
    "server/api/a.ts false",
    "server/b.ts false",
    "server/d.ts true",
    "app/e.tsx true",
    "server/api/g.ts false",
    "zod true",
    "server/api/i.ts false",
  ]);
});
