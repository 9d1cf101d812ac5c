/**
 * Every language says the same things: the build stops where one lacks a key, has one too many, asks for another
 * argument or does not parse (next.config.ts), and so does `npm run check` (tests/unit/app/messages.test.ts).
 */
// The parser that the build compiles the sentences with (next-intl, `precompile`).
import compile from "icu-minify/compile";

export interface MessageTree {
  readonly [key: string]: string | MessageTree;
}

/** `crossing.nav.lanes` -> its sentence. */
export function sentencesOf(tree: MessageTree, prefix = ""): ReadonlyMap<string, string> {
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

/** What is wrong with one sentence beside its English one; null: nothing. */
function faultOf(sentence: string, english: string): string | null {
  if (sentence.trim() === "") return "is empty";
  try {
    const [own, wanted] = [argumentsOf(sentence).join(" "), argumentsOf(english).join(" ")];
    return own === wanted ? null : `asks for "${own}" where English asks for "${wanted}"`;
  } catch (error) {
    return `does not parse: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Where a language does not say what English says, a line for each key; empty when they agree. */
export function messageFaults(english: MessageTree, own: MessageTree): readonly string[] {
  const [wanted, given] = [sentencesOf(english), sentencesOf(own)];
  const missing = [...wanted.keys()].filter((key) => !given.has(key));
  const extra = [...given.keys()].filter((key) => !wanted.has(key));
  const faulty = [...given].flatMap(([key, sentence]) => {
    const fault = faultOf(sentence, wanted.get(key) ?? sentence);
    return fault === null ? [] : [`${key} ${fault}`];
  });
  return [
    ...missing.map((key) => `${key} is missing`),
    ...extra.map((key) => `${key} is not in English`),
    ...faulty,
  ];
}
