/** HTML as text: what is put into a template is escaped, unless it is HTML already. */
export interface Html {
  readonly html: string;
}

/** `null` and `false` write nothing, lists write one after the other. */
type Part = Html | string | null | false | readonly Html[];

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (letter) => ESCAPES[letter] ?? letter);

function written(part: Part): string {
  if (part === null || part === false) return "";
  if (typeof part === "string") return escaped(part);
  return "html" in part ? part.html : part.map(({ html: text }) => text).join("");
}

/** @example html`<a href="${href}">${name}</a>` */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const text = strings.map((string, index) => {
    const part = parts[index];
    return part === undefined ? string : string + written(part);
  });
  return { html: text.join("") };
}
