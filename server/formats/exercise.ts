/** Marks what leaves an exercise, in each format's own way, so that nobody takes it for the present. */

const WORD = "Exercise";

/** Each leaves the format valid, and its readers undisturbed. */
const MARKS: Readonly<Record<string, (text: string) => string>> = {
  json: (text) => text.replace(/^\{(?=")/, `{"exercise":true,`),
  // A foreign member (RFC 7946, 6.1).
  geojson: (text) => text.replace(/^\{(?=")/, `{"exercise":true,`),
  atom: (text) => text.replaceAll(/<title([^>]*)>/g, `<title$1>${WORD}: `),
  // CAP has a status of its own for it (CAP 1.2, 3.2.1).
  xml: (text) =>
    text
      .replaceAll("<status>Actual</status>", `<status>${WORD}</status>`)
      .replaceAll(/<(title|headline)([^>]*)>/g, `<$1$2>${WORD}: `),
  ics: (text) => text.replaceAll(/^(X-WR-CALNAME|SUMMARY):/gm, `$1:${WORD}: `),
};

/** @param format the extension under which it is asked for; CSV has no place for it, the answer's header says it */
export function markExercise(text: string, format: string): string {
  return MARKS[format]?.(text) ?? text;
}
