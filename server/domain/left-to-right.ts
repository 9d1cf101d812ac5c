/** Unicode's left-to-right isolate, and its end. */
const LRI = "\u2066";
const PDI = "\u2069";

/** Text that must not turn round where the text around it runs from right to left: `107–5,000`, `PK→AF`. */
export const leftToRight = (text: string): string => `${LRI}${text}${PDI}`;
