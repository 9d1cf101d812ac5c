import { useTranslations } from "next-intl";
import { faultWords } from "#app/format/fault-words.ts";
import { readFault } from "#server/domain/fault.ts";

interface FaultTextProps {
  /** As it is kept: a sentence of `server/domain/fault.ts`, or the very words of another server. */
  readonly text: string;
}

/** Says a fault in the language of the page; what is no sentence of ours stays as it came. */
export function useFaultWords(): (text: string) => string {
  const t = useTranslations("faults");
  return (text) => {
    const fault = readFault(text);
    return fault === null ? text : t(fault.code, fault.values);
  };
}

/** Why something was not taken, in the language of the page; what is not ours stays as it came. */
export function FaultText({ text }: FaultTextProps) {
  const t = useTranslations("faults");
  const fault = readFault(text);
  if (fault !== null) return <>{faultWords(t, fault)}</>;
  // "observed_at is missing": the name of a column, and what is wrong in it.
  const space = text.indexOf(" ");
  const ofColumn = space < 0 ? null : readFault(text.slice(space + 1));
  if (ofColumn === null) return <bdi>{text}</bdi>;
  return (
    <>
      <bdi>{text.slice(0, space).replace(/:$/, "")}</bdi>: {t(ofColumn.code, ofColumn.values)}
    </>
  );
}
