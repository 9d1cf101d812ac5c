/**
 * The first word of a relay code. Any two differ in at least two of their three letters, so that one letter typed
 * wrong never names another crossing. A crossing that is not listed is named by its slug. docs/relay-code.md prints it.
 */
import type { CrossingId } from "#server/domain/crossing.ts";

export const CROSSING_CODES: Readonly<Record<string, CrossingId>> = {
  TKM: "torkham",
  CHM: "chaman-spin-boldak",
  KRL: "kharlachi",
  GLK: "ghulam-khan",
  ANG: "angoor-ada",
  BDN: "badini",
  ARD: "arandu",
  BSH: "bin-shahi",
  NWP: "nawa-pass",
  GSL: "gursal",
  TMG: "teri-mangal",
  SDD: "shahidano-dand",
  BMC: "bahramcha",
  IQD: "islam-qala-dogharoun",
  MZJ: "milak-zaranj",
  MAF: "mahirud-abu-nasr-farahi",
  TGS: "torghundi-serhetabat",
  AQY: "aqina-ymamnazar",
  HTZ: "hairatan-termez",
  SKB: "sher-khan-bandar",
  ISK: "ishkashim",
  SHN: "shamsiddin-shohin-bridge",
};

const CODE_OF = new Map(Object.entries(CROSSING_CODES).map(([code, id]) => [id, code]));

/** The word that names a crossing in a code. */
export const crossingWord = (id: CrossingId): string => CODE_OF.get(id) ?? id.toUpperCase();

/** The crossing that a word names, by code or by slug; the word itself, in small letters, when it is neither. */
export function crossingNamed(word: string): CrossingId {
  const listed = Object.hasOwn(CROSSING_CODES, word) ? CROSSING_CODES[word] : undefined;
  return listed ?? word.toLowerCase();
}

const lettersApart = (a: string, b: string): number =>
  a.length === b.length ? [...a].filter((letter, i) => letter !== b[i]).length : 3;

/** The codes that a mistyped word may have meant: those that differ in one letter. */
export function codesLike(word: string): string[] {
  return Object.keys(CROSSING_CODES).filter((code) => lettersApart(code, word) === 1);
}
