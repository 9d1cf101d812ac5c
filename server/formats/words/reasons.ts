import type { AlertReason } from "#server/domain/status.ts";
import { countryName } from "../country.ts";
import { EXCEPTION_WORDS, listWords, MODE_WORDS, rangeWords } from "./names.ts";

type Values = AlertReason["values"];

const text = (values: Values, name: string): string => String(values[name] ?? "");

/** A word of a closed list in its English form; what is not in the list stays as it is. */
function wordFor(words: Readonly<Record<string, string>>, name: string): string {
  return words[name] ?? name;
}

function range(values: Values): string {
  const low = Number(values.low ?? 0);
  const high = typeof values.high === "number" ? values.high : null;
  return rangeWords({ low, best: null, high });
}

/** Each reason for an alert level as an English phrase without a full stop. */
export const REASON_WORDS: Readonly<Record<AlertReason["code"], (values: Values) => string>> = {
  all_closed: ({ unknown = 0 }) =>
    unknown === 0 ? "every lane is closed" : "every lane that is known is closed",
  mode_closed: (values) => `closed for ${wordFor(MODE_WORDS, text(values, "mode"))}`,
  restricted: () => "passage is restricted",
  exceptions_only: (values) => {
    const classes = text(values, "classes").split(",").filter(Boolean);
    return `only ${listWords(classes.map((name) => wordFor(EXCEPTION_WORDS, name)))} may pass`;
  },
  high_alert: (values) => `forces of ${countryName(text(values, "side"))} are on high alert`,
  heightened: (values) =>
    `forces of ${countryName(text(values, "side"))} are at heightened readiness`,
  people_stranded: (values) => `${range(values)} people stranded`,
  trucks_stranded: (values) => `${range(values)} trucks stranded`,
  clash: () => "closed because of a clash",
  announced_gap: () => "what is announced and what is seen differ",
  contested: () => "observers differ",
  silent: (values) => `nothing heard since ${text(values, "lastWordAt")}`,
  never_reported: () => "nobody has ever reported what is open",
  all_open: () => "every lane is open",
  partly_unknown: (values) => `nothing is known of ${text(values, "lanes")} lanes`,
  override: (values) => `set by the desk: ${text(values, "reason")}`,
};
