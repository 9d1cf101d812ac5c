import { useLocale, useTranslations } from "next-intl";
import { PUNCTUATION } from "#app/format/list.ts";

/** The record's own words on who may pass (`data/README.md`, `open_for`); a reporter's are shown as written. */
const KNOWN = [
  "afghans_going_home",
  "children",
  "empty_trucks",
  "nationals_returning",
  "others_than_afghans",
  "others_than_deportees",
  "pakistanis_returning",
  "passport_and_visa_holders",
  "patients",
  "pedestrians",
  "pedestrians_12h",
  "pedestrians_sat",
  "pedestrians_with_visa_going_home",
  "rail",
  "refugees_leaving",
  "returnees",
  "stranded_nationals",
  "students",
  "transit_trucks",
  "trucks",
  "trucks_mon_fri",
  "trucks_mon_wed_fri",
  "trucks_non_nato",
  "trucks_sun_fri",
  "un_aid",
  "women",
] as const;

/** Who may pass, in the reader's language where there is a word for it. */
export function ConditionWords({ conditions }: { readonly conditions: readonly string[] }) {
  const t = useTranslations("crossing.condition");
  const { comma } = PUNCTUATION[useLocale()];
  return conditions.map((condition, index) => {
    const known = KNOWN.find((one) => one === condition);
    return (
      <span key={condition}>
        {index > 0 && comma}
        <bdi>{known === undefined ? condition.replaceAll("_", " ") : t(known)}</bdi>
      </span>
    );
  });
}
