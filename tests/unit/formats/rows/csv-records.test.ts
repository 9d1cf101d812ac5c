import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CsvRow, readCsv } from "#server/formats/rows/csv-records.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

async function readAll(text: string | Uint8Array, pieceBytes = 7) {
  const whole = typeof text === "string" ? bytes(text) : text;
  function* pieces() {
    for (let i = 0; i < whole.length; i += pieceBytes) yield whole.subarray(i, i + pieceBytes);
  }
  const { columns, rows } = await readCsv(pieces());
  const read: CsvRow[] = [];
  for await (const row of rows) read.push(row);
  return { columns, rows: read };
}

describe("reading CSV a piece at a time", () => {
  test("a byte order mark, semicolons, CRLF, quotes over lines and a tag row", async () => {
    const text =
      '\ufeffname;"a;b";Seen\r\n#name;#x;#date\r\n"گیٹ";"1\n2";\r\n\r\n;;\r\nx;"say ""yes""";y\r\n';
    const { columns, rows } = await readAll(text);
    expect(columns).toEqual(["name", "a;b", "Seen"]);
    expect(rows.map(({ line, cells }) => [line, cells])).toEqual([
      [3, { name: "گیٹ", "a;b": "1\n2", Seen: "" }],
      [7, { name: "x", "a;b": 'say "yes"', Seen: "y" }],
    ]);
    expect(rows[1]?.raw).toBe('x;"say ""yes""";y');
  });

  test("whatever is written is read, wherever the pieces end", async () => {
    const cell = fc.string({
      unit: fc.constantFrom(...'ab,;"\n\r \té۵😀'.split("")),
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 20 }),
        async (table, pieceBytes) => {
          const quote = (text: string) => `"${text.toWellFormed().replaceAll('"', '""')}"`;
          const lines = table.map((row) => row.map(quote).join(","));
          const { rows } = await readAll(["x,y", ...lines].join("\r\n"), pieceBytes);
          const kept = table.filter((row) => row.some((text) => text.trim() !== ""));
          expect(rows.map(({ cells }) => [cells.x, cells.y])).toEqual(
            kept.map((row) => row.map((text) => text.toWellFormed())),
          );
        },
      ),
    );
  });

  test.each([
    ["", /empty/],
    ["a,a\n1,2", /twice/],
    ['a,b\n"open,1', /Line \d+: a quote is not closed/],
    [`a,b\n"${"x".repeat(70_000)}`, /too long/],
    [new Uint8Array([0xff, 0xfe, 0x61, 0x00]), /UTF-8/],
  ])("%j is refused with its reason", async (text, reason) => {
    await expect(readAll(text, 4_096)).rejects.toThrow(reason);
  });

  test("a row with too many cells is marked, one with too few has empty ones", async () => {
    const { rows } = await readAll("a,b\n1\n1,2,3\n");
    expect(rows.map(({ cells }) => cells)).toEqual([
      { a: "1", b: "" },
      { a: "1", b: "2", "": "too many cells" },
    ]);
  });
});
