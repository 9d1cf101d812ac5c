/** HTML by tagged template: what is put in is escaped, unless it is HTML already. */
import { escapeXml } from "#server/formats/xml.ts";

export interface Html {
  readonly html: string;
}
type Part = string | number | Html | readonly Html[];

function textOf(part: Part): string {
  if (typeof part === "string" || typeof part === "number") return escapeXml(String(part));
  return "html" in part ? part.html : part.map((one) => one.html).join("");
}

export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return {
    html: texts
      .map((text, i) => `${text}${i < parts.length ? textOf(parts[i] ?? "") : ""}`)
      .join(""),
  };
}

/** Nothing, where there is nothing to say. */
export const NOTHING: Html = { html: "" };

/** Text in which `code` stands between backticks. */
export function prose(text: string): Html {
  const parts = text
    .split("`")
    .map((part, i) => (i % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));
  return html`${parts}`;
}

/** Paragraphs of such text, as the OpenAPI document has them. */
export const paragraphs = (text: string): Html =>
  html`${text.split(/\n\n/).map((one) => html`<p>${prose(one)}</p>`)}`;
