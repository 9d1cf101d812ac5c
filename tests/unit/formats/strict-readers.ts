/** Readers that are stricter than the writers need, so that a sloppy file does not pass for a good one. */
import { SaxesParser, type SaxesTagNS } from "saxes";

/** RFC 4180 to the letter: CRLF after every record, quotes only around whole fields, all records of one width. */
export function readCsv(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let at = 0;
  const fail = (why: string): never => {
    throw new Error(`${why} at ${at}: ${JSON.stringify(text.slice(at, at + 30))}`);
  };
  function readField(): string {
    if (text[at] !== '"') {
      const [plain = ""] = /^[^",\r\n]*/.exec(text.slice(at)) ?? [];
      at += plain.length;
      return plain;
    }
    const quoted = /^"((?:[^"]|"")*)"/.exec(text.slice(at));
    if (quoted === null) return fail("an open quote");
    at += quoted[0].length;
    return (quoted[1] ?? "").replaceAll('""', '"');
  }
  while (at < text.length) {
    record.push(readField());
    if (text[at] === ",") {
      at += 1;
      continue;
    }
    if (text.slice(at, at + 2) !== "\r\n") fail("neither comma nor CRLF");
    at += 2;
    records.push(record);
    record = [];
  }
  if (record.length > 0) fail("no CRLF at the end");
  const widths = new Set(records.map((one) => one.length));
  if (widths.size > 1) fail(`records of ${[...widths].join(" and ")} fields`);
  return records;
}

/** Records by their header. */
export function readTable(text: string): Record<string, string>[] {
  const [header = [], ...rows] = readCsv(text);
  if (new Set(header).size !== header.length) throw new Error("a column name twice");
  return rows.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i] ?? ""])));
}

export interface XmlElement {
  readonly name: string;
  readonly uri: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

/** Well-formed, with namespaces; throws at the first mistake. */
export function readXml(text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true });
  const open: XmlElement[] = [];
  let root: XmlElement | null = null;
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", (tag: SaxesTagNS) => {
    const attributes = Object.fromEntries(
      Object.values(tag.attributes).map(({ name, value }) => [name, value]),
    );
    const made: XmlElement = { name: tag.local, uri: tag.uri, attributes, children: [], text: "" };
    open.at(-1)?.children.push(made);
    root ??= made;
    open.push(made);
  });
  parser.on("text", (part) => {
    const current = open.at(-1);
    if (current !== undefined) current.text += part;
  });
  parser.on("closetag", () => void open.pop());
  parser.write(text).close();
  if (root === null) throw new Error("no element");
  return root;
}

export const childrenOf = (element: XmlElement, name: string): XmlElement[] =>
  element.children.filter((child) => child.name === name);

export const textOf = (element: XmlElement, name: string): string | null =>
  childrenOf(element, name)[0]?.text ?? null;
