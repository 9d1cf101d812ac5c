/** Unicode's left-to-right isolate, and its end. */
const LRI = "\u2066";
const PDI = "\u2069";

/** A range inside a sentence: `1,000–9,999` must not turn round where the sentence runs from right to left. */
export const leftToRight = (text: string): string => `${LRI}${text}${PDI}`;
