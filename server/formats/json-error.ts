/** Where a text stops being JSON. V8 says so for some mistakes only, and its words change from version to version. */
export interface JsonError {
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
  readonly expected: string;
}

const SPACE = /[ \t\n\r]*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON does not allow them in a string
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null)(?![\w.+-])/y;

type Awaited =
  | "value"
  | "value or ]"
  | "name or }"
  | "name"
  | "colon"
  | "comma or ]"
  | "comma or }"
  | "end";

const WORDS: Readonly<Record<Awaited, string>> = {
  value: "a value",
  "value or ]": "a value or ]",
  "name or }": "a name in double quotes or }",
  name: "a name in double quotes",
  colon: "a colon",
  "comma or ]": "a comma or ]",
  "comma or }": "a comma or }",
  end: "nothing more",
};

/** The first mistake of a text that is no JSON (RFC 8259), null when it is JSON. */
export function findJsonError(text: string): JsonError | null {
  // What stands open around this place; a list, not recursion, so that depth costs no stack.
  const open: ("[" | "{")[] = [];
  let at = 0;
  let awaited: Awaited = "value";
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.test(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  const afterValue = (): Awaited => {
    const around = open.at(-1);
    return around === undefined ? "end" : around === "[" ? "comma or ]" : "comma or }";
  };
  function close(): Awaited {
    at += 1;
    open.pop();
    return afterValue();
  }
  function enter(bracket: "[" | "{"): Awaited {
    at += 1;
    open.push(bracket);
    return bracket === "[" ? "value or ]" : "name or }";
  }
  function step(): Awaited | null {
    const sign = text[at];
    switch (awaited) {
      case "end":
        return null;
      case "colon":
        if (sign !== ":") return null;
        at += 1;
        return "value";
      case "comma or ]":
      case "comma or }":
        if (sign === awaited.at(-1)) return close();
        if (sign !== ",") return null;
        at += 1;
        return awaited === "comma or ]" ? "value" : "name";
      case "name or }":
        if (sign === "}") return close();
        return take(STRING) ? "colon" : null;
      case "name":
        return take(STRING) ? "colon" : null;
      case "value or ]":
        if (sign === "]") return close();
        break;
      case "value":
        break;
    }
    if (sign === "[" || sign === "{") return enter(sign);
    return take(STRING) || take(SCALAR) ? afterValue() : null;
  }
  for (;;) {
    take(SPACE);
    if (awaited === "end" && at === text.length) return null;
    const next = step();
    if (next === null) break;
    awaited = next;
  }
  const before = text.slice(0, at).split("\n");
  return {
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    expected: WORDS[awaited],
  };
}
