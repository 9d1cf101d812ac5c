/** A sentence: as written, or as the build compiled it (next-intl, `precompile`). */
type Sentence = string | readonly unknown[];

/** Messages as nested objects of ICU sentences. */
export interface Messages {
  readonly [key: string]: Sentence | Messages;
}

function isSentence(value: Sentence | Messages): value is Sentence {
  return typeof value === "string" || Array.isArray(value);
}

/** `own` over `base`, key by key: what a language lacks is said in the base's words. Neither is changed. */
export function mergeMessages<Base extends Messages>(base: Base, own: Messages): Base {
  return mergeTrees(base, own) as Base; // same keys as `base`; only leaves are replaced
}

function mergeTrees(base: Messages, own: Messages): Messages {
  return Object.fromEntries(
    Object.entries(base).map(([key, fallback]) => {
      const value = own[key];
      if (value === undefined || isSentence(value) !== isSentence(fallback)) return [key, fallback];
      if (isSentence(value) || isSentence(fallback)) return [key, value];
      return [key, mergeTrees(fallback, value)];
    }),
  );
}

/** The named namespaces alone: what a client component is sent. */
export function pickMessages(all: Messages, namespaces: readonly string[]): Messages {
  return Object.fromEntries(
    namespaces.flatMap((name) => {
      const messages = all[name];
      return messages === undefined ? [] : [[name, messages]];
    }),
  );
}
