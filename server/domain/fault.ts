/**
 * Fault: why something of a feed, a file or a watch was not taken. What is kept, logged and told to machines is one of these
 * sentences, in English; pages read it back as its code and values (`readFault`) and have words for each code. So the
 * table is closed, each sentence is made by `faultText` alone, and what was kept before it existed reads the same.
 */
import { MAX_SHOWN_CHARS } from "./errors.ts";

const SENTENCES = {
  // Of an address that was asked.
  notAnswered: "No answer ({reason}).",
  tooSlow: "No whole answer within {seconds} s.",
  answered: "The server answered {status}.",
  gone: "The server says that it is gone for good (410).",
  ledNowhere: "The server answered {status} and led nowhere.",
  sentOn: "The server sent us on more than {count} times.",
  notAsked: "Not asked: {reason}.",
  // Why it was not asked; the text is an address, or a name and what it leads to.
  noAddressOf: "{text} has no address",
  addressPrivate: "{text} is in a private network; an admin can list your network",
  addressOwn: "{text} is Gatewatch's own machine",
  addressLinkLocal: "{text} is on Gatewatch's own wire",
  addressMetadata: "{text} is where a cloud keeps its secrets",
  addressMany: "{text} is many machines",
  addressNone: "{text} is no machine",
  addressReserved: "{text} is on no public network",
  addressHidden: "{text} hides an IPv4 address; write that one",
  addressPlain: "{text} is reached without encryption; use https://",
  notAddress: "{text} is no address",
  noSecret: "no secret of this webhook can be read; rotate its secret",
  tooLarge: "The answer is over {megabytes} MB.",
  packed: "The answer came packed as {encoding}, which was not asked for.",
  notForUs: "The server answered 304.",
  // Of its answer.
  empty: "The answer is empty.",
  notUtf8: "The answer is no text in UTF-8.",
  webPage: "The answer is a web page (HTML) and no data.",
  notJson: "The answer is no JSON, or was cut off.",
  notCollection: "The answer is no GeoJSON FeatureCollection; check the address.",
  notPorts: "The answer is no JSON array of ports; check the address.",
  noPort: "The answer has no port in it; check the address.",
  noMapping: "The feed has no mapping.",
  unreadable: "It could not be read; see the log.",
  byHand: "Parked by an admin.",
  // Of a table.
  fileNotUtf8: "The file is no text in UTF-8; save it as CSV in UTF-8.",
  fileEmpty: "The file is empty; its first row must name the columns.",
  manyColumns: "The file has {count} columns; keep those that mean something.",
  columnTwice: 'The column "{column}" stands there twice; keep one.',
  unknownColumns: "Columns that are not known: {columns}; use {choices}.",
  rowTooLong: "Line {line}: a row is too long; a quote may not be closed.",
  quoteOpen: "Line {line}: a quote is not closed.",
  quotesWrong: "Line {line}: quotes are not as they must be.",
  rowsCut: "only the first {count} rows are read",
  pieceMissing: "A piece of the file is missing; send it again.",
  notWellAnyMore: "A row was not well any more; nothing was taken.",
  notApplied: "It was not applied within a week.",
  // Of a row, beside the name of its column.
  moreCells: "has more cells than the header has columns",
  missing: "is missing",
  sourceMissing: "is missing: say who said it",
  timeMissing: "is missing: say when it was seen",
  saysNothing: "says nothing: give a state or a figure",
  noCrossing: 'there is no crossing "{text}"',
  noLane: '{crossing} has no lane "{text}"; its lanes are {choices}',
  lanesMissing: "speaks of a lane that the crossing does not have",
  unmapped: '"{text}" is not known; use {choices} or map the word',
  unknown: '"{text}" is not known; use {choices}',
  noCount: '"{text}" is no count; write 107, 107-170, 5000+ or a word such as hundreds',
  noTime:
    '"{text}" is not a date and time with its zone; write 2025-10-12T14:00:00Z or 2025-10-12T19:00:00+05:00',
  noDate: '"{text}" is no date; check day, month and zone',
  zoneNowhere: '"{text}" has a zone that is nowhere; write the one of the place, such as +05:00',
  inFuture: "lies in the future (it is {now} now); check the device's clock and zone",
  before2000: "lies before the year 2000; check the date",
  // Each says what to write instead.
  noCountry: '"{text}" is no country of two letters',
  noCountryCode: '"{text}" is no country; write two letters, such as PK',
  noZone: '"{text}" is no time zone; write one such as Asia/Karachi',
  noSlug: '"{text}" is no slug; write one such as torkham',
  notBetween: '"{text}" is no number from {least} to {most}',
  modesMissing: "say which there are: {choices}",
  sameCountry: "is the same as country_a",
  halfPosition: "give both or neither of the two",
  idUsed: "was used for another report",
  crossingDiffers: "is there already, with other sides or lanes; a file does not change it",
  // Of what a reporter typed.
  sayOne: "say at least one thing",
  wholeNumber: "must be a whole number, 0 or more",
  noFraction: "must be a whole number, without a fraction",
  negative: "cannot be negative",
  tooMany: "is more than {most}; check the digits",
  noCharacter: "has a character that is none; type it again",
  oneOfCounts: "give one of: exact, word, or low and high",
  notInTable: "is not in the table; use {choices} or numbers",
  lowAboveHigh: "is greater than high; swap them",
  yearAhead: "lies more than a year ahead; leave it out when it is not known",
  beforeSeen: "lies before it was seen",
  stateFirst: "say the state of the lanes that this is about first",
  noClock: '{crossing} has no clock in "{text}"; choose the time of one of its sides',
  noClockTime: "is no date and time that this zone's clock shows; check it",
  seenMissing: "is empty; write when you saw it, or choose now",
  // Of a watch that would never tell anything, or always.
  neverAtAll: "has no lane here at all; it could never fire",
  neverLane: "{text} is no lane here, so this could never fire; there are {choices}",
  alwaysAbove: "is 0, which every figure reaches; name a number",
  neverAbove: "is more than any report may say ({most}); it could never fire",
  clearTooHigh: "must be less than the number above, or each report would tell anew",
  neverSide: "{text} is no side here, so this could never fire",
  alwaysSilent: "is less than the {hours} h between two words here; it would fire all the time",
  alwaysLevel: "is 0, which every crossing always reaches; it could never change",
  chooseEvent: "choose at least one",
  quietAllDay: "is where they begin: quiet all day, or never; choose another",
  quietNever: "is 0, which everything reaches; leave quiet hours out",
  digestInQuiet: "lies in the quiet hours; choose an hour after them",
  notOurCorridor: "is no corridor of your firm; make it first",
} as const;
export type FaultCode = keyof typeof SENTENCES;

/** Every code, for tests and for the words of each language. Its keys are the table's: it is written above, and never changed. */
export const FAULT_CODES = Object.keys(SENTENCES) as readonly FaultCode[];

type ValueNames<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ValueNames<Rest>
  : never;
export type FaultValues<Code extends FaultCode> = Readonly<
  Record<ValueNames<(typeof SENTENCES)[Code]>, string | number>
>;

/** The sentence of a fault. */
export function faultText<Code extends FaultCode>(
  code: Code,
  ...[values]: ValueNames<(typeof SENTENCES)[Code]> extends never ? [] : [FaultValues<Code>]
): string {
  const given: Readonly<Record<string, string | number>> = values ?? {};
  return SENTENCES[code].replace(/\{(\w+)\}/g, (_, name: string) =>
    String(given[name] ?? "").slice(0, MAX_SHOWN_CHARS),
  );
}

export interface Fault {
  readonly code: FaultCode;
  readonly values: Readonly<Record<string, string>>;
}

interface Pattern {
  readonly code: FaultCode;
  readonly names: readonly string[];
  readonly pattern: RegExp;
  /** Characters that are the same in each such sentence. */
  readonly fixed: number;
}

function patternOf(code: FaultCode): Pattern {
  const parts = SENTENCES[code].split(/\{(\w+)\}/);
  const texts = parts.filter((_, i) => i % 2 === 0);
  const names = parts.filter((_, i) => i % 2 === 1);
  const source = texts.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = new RegExp(`^${source.join("([\\s\\S]*)")}$`);
  return { code, names, pattern, fixed: texts.join("").length };
}

/** What says more comes first: "answered 302 and led nowhere" is no answer called "302 and led nowhere". */
const patterns = FAULT_CODES.map(patternOf).toSorted((a, b) => b.fixed - a.fixed);

/** Reads a sentence back; null: it is none of the table's, such as another server's own words. */
export function readFault(text: string): Fault | null {
  for (const { code, names, pattern } of patterns) {
    const found = pattern.exec(text);
    if (found === null) continue;
    return { code, values: Object.fromEntries(names.map((name, i) => [name, found[i + 1] ?? ""])) };
  }
  return null;
}
