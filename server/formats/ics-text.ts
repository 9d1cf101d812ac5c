/** Lines and text of iCalendar (RFC 5545). */

/** Octets a line may have without its line break (RFC 5545, 3.1). */
const MAX_LINE_OCTETS = 75;

const encoder = new TextEncoder();

/** Folds one content line between characters, never inside one. */
export function foldLine(line: string): string {
  let folded = "";
  let room = MAX_LINE_OCTETS;
  for (const character of line) {
    const octets = encoder.encode(character).length;
    if (octets > room) {
      folded += "\r\n ";
      // The leading space counts.
      room = MAX_LINE_OCTETS - 1;
    }
    folded += character;
    room -= octets;
  }
  return folded;
}

/** TEXT of RFC 5545, 3.3.11; control characters have no place in it. */
export function icsText(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/[^\P{Cc}\n]/gu, " ")
    .replace(/[\\;,]/g, "\\$&")
    .replaceAll("\n", "\\n");
}
