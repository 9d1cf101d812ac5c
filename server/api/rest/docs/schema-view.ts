/** A JSON schema in words, and as a table of its fields. */
import type { Schema } from "./document.ts";
import { type Html, html, NOTHING, prose } from "./html.ts";

/** How deep a table follows objects inside objects; what has a name of its own is a link instead. */
const MAX_DEPTH = 4;

const nameOf = (ref: string): string => ref.replace(/^.*\//, "");
const joined = (parts: readonly Html[], word: string): Html =>
  html`${parts.map((part, i) => (i === 0 ? part : html` ${word} ${part}`))}`;
const literal = (value: unknown): Html => html`<code>${JSON.stringify(value)}</code>`;

export function typeWords(schema: Schema): Html {
  const { $ref, type, format, items } = schema;
  if ($ref !== undefined) return html`<a href="#schema-${nameOf($ref)}">${nameOf($ref)}</a>`;
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum !== undefined) return joined(schema.enum.map(literal), "|");
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return joined(choices.map(typeWords), "or");
  const types = typeof type === "string" ? [type] : (type ?? ["anything"]);
  const words = types.map((one) => {
    if (one === "array")
      return items === undefined ? html`list` : html`list of ${typeWords(items)}`;
    const values = schema.additionalProperties;
    if (one === "object" && typeof values === "object" && schema.properties === undefined) {
      return html`object of ${typeWords(values)}`;
    }
    return one === "string" && format !== undefined ? html`${format}` : html`${one}`;
  });
  return joined(words, "or");
}

interface FieldRow {
  readonly name: string;
  readonly schema: Schema;
  readonly isRequired: boolean;
}

/** The object that a field holds, or that each item of its list is; null: it has no fields of its own. */
function inner(schema: Schema): Schema | null {
  const choices = schema.anyOf ?? schema.oneOf ?? [];
  const [object] = [schema, schema.items, ...choices].filter((one) => one?.properties);
  return object ?? null;
}

function rowsOf(schema: Schema, prefix: string, depth: number): FieldRow[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const row = {
      name: `${prefix}${name}`,
      schema: field,
      isRequired: schema.required?.includes(name) ?? false,
    };
    const below = depth < MAX_DEPTH ? inner(field) : null;
    return below === null ? [row] : [row, ...rowsOf(below, `${prefix}${name}.`, depth + 1)];
  });
}

export function fieldTable(schema: Schema): Html {
  const alternatives = (schema.oneOf ?? schema.anyOf ?? []).filter((one) => one.properties);
  if (alternatives.length > 1) return html`${alternatives.map(fieldTable)}`;
  const object = inner(schema);
  if (object === null) return html`<p>${typeWords(schema)}</p>`;
  const rows = rowsOf(object, "", 0).map(
    ({ name, schema: field, isRequired }) => html`<tr><th scope="row"><code>${name}</code></th>
<td>${typeWords(field)}${isRequired ? NOTHING : html` <small>optional</small>`}</td>
<td>${prose(field.description ?? "")}</td></tr>
`,
  );
  return html`<div class="wide"><table><thead><tr><th>Field</th><th>Type</th><th>What it says</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}
