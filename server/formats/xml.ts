/** XML 1.0, just enough for feeds: elements, attributes, text. Everything is escaped here and nowhere else. */
export type XmlNode =
  | { readonly name: string; readonly attributes: XmlAttributes; readonly children: XmlChildren }
  | string;
export type XmlAttributes = Readonly<Record<string, string>>;
/** `null` is left out, so that an optional element is written as `value && element(…)`. */
export type XmlChildren = readonly (XmlNode | null)[];

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};
/** Not allowed in XML 1.0 even when escaped (section 2.2); a lone surrogate is no character either. */
const ILLEGAL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

export function escapeXml(text: string): string {
  return text.replace(ILLEGAL, "").replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}

export function element(
  name: string,
  attributes: XmlAttributes,
  ...children: XmlChildren
): XmlNode {
  return { name, attributes, children };
}

/** An element that holds text alone. */
export const textElement = (name: string, text: string): XmlNode => element(name, {}, text);

function writeNode(node: XmlNode, indent: string): string {
  if (typeof node === "string") return escapeXml(node);
  const attributes = Object.entries(node.attributes)
    .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
    .join("");
  const children = node.children.filter((child) => child !== null);
  if (children.length === 0) return `${indent}<${node.name}${attributes}/>\n`;
  // Text is never mixed with elements here, so white space between elements is free.
  const isText = children.every((child) => typeof child === "string");
  const inner = children.map((child) => writeNode(child, `${indent}  `)).join("");
  return isText
    ? `${indent}<${node.name}${attributes}>${inner}</${node.name}>\n`
    : `${indent}<${node.name}${attributes}>\n${inner}${indent}</${node.name}>\n`;
}

export function writeXml(root: XmlNode): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeNode(root, "")}`;
}
