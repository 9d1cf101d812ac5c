/**
 * Every language says the same things. A key that a language lacks is said in English; a key that English
 * lacks, another argument or a sentence that does not parse is a mistake.
 */
import { readFileSync } from "node:fs";
// The parser that the build compiles the sentences with (next-intl, `precompile`).
import compile from "icu-minify/compile";
import { describe, expect, test } from "vitest";
import { LOCALES } from "#app/locales.ts";
import { mergeMessages } from "#app/messages.ts";

const OTHERS = LOCALES.filter((locale) => locale !== "en");
/** What a reader without an account sees must not fall back in Urdu. */
const PUBLIC_NAMESPACES = [
  "shell",
  "states",
  "overview",
  "time",
  "crossing",
  "claims",
  "charts",
  "incident",
  "changes",
  "sentence",
];

interface Tree {
  readonly [key: string]: string | Tree;
}

function readMessages(locale: string): Tree {
  return JSON.parse(
    readFileSync(new URL(`../../../messages/${locale}.json`, import.meta.url), "utf8"),
  );
}

/** `crossing.nav.lanes` -> its sentence. */
function sentencesOf(tree: Tree, prefix = ""): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]): [string, string][] =>
      typeof value === "string"
        ? [[`${prefix}${key}`, value]]
        : [...sentencesOf(value, `${prefix}${key}.`)],
    ),
  );
}

/** Names of the arguments and tags of a sentence, sorted. Throws when it does not parse. */
function argumentsOf(sentence: string): readonly string[] {
  const names = new Set<string>();
  const visitBranch = (branch: unknown): void => {
    if (Array.isArray(branch)) for (const node of branch) visitNode(node);
  };
  const visitNode = (node: unknown): void => {
    if (!Array.isArray(node)) return;
    const [name, ...rest] = node;
    names.add(String(name));
    for (const part of rest) {
      if (Array.isArray(part)) visitNode(part);
      else if (typeof part === "object" && part !== null)
        for (const branch of Object.values(part)) visitBranch(branch);
    }
  };
  visitBranch(compile(sentence));
  return [...names].sort();
}

const english = sentencesOf(readMessages("en"));

test("every English sentence parses", () => {
  for (const [key, sentence] of english) expect(() => argumentsOf(sentence), key).not.toThrow();
});

describe.each(OTHERS)("%s", (locale) => {
  const own = sentencesOf(readMessages(locale));
  const missing = [...english.keys()].filter((key) => !own.has(key));

  test("has no key that English lacks, and no empty sentence", () => {
    expect([...own.keys()].filter((key) => !english.has(key))).toEqual([]);
    expect([...own].filter(([, sentence]) => sentence.trim() === "")).toEqual([]);
  });

  test("parses and asks for the same arguments as English", () => {
    const asked = [...own].map(([key, sentence]) => [key, argumentsOf(sentence)]);
    const expected = [...own.keys()].map((key) => [key, argumentsOf(english.get(key) ?? "")]);
    expect(asked).toEqual(expected);
  });

  test("leaves digits to Intl", () => {
    const withDigits = [...own].filter(([, sentence]) => /[٠-٩۰-۹]/u.test(sentence));
    expect(withDigits).toEqual([]);
  });

  test(`lacks ${missing.length} of ${english.size} keys`, () => {
    const lacking = new Set(missing.map((key) => key.split(".")[0] ?? ""));
    if (missing.length > 0) {
      console.info(
        `${locale}: ${missing.length} sentences in English (${[...lacking].join(", ")})`,
      );
    }
    const untold = missing.filter((key) => PUBLIC_NAMESPACES.includes(key.split(".")[0] ?? ""));
    expect(locale === "ur" ? untold : []).toEqual([]);
  });
});

test("a missing key is said in English, key by key", () => {
  const base = { a: "one", b: { c: "two", d: "three" } };
  expect(mergeMessages(base, { b: { c: "zwei" } })).toEqual({
    a: "one",
    b: { c: "zwei", d: "three" },
  });
});
