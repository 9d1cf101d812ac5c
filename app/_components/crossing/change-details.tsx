import { useTranslations } from "next-intl";
import type { ChangeDetail } from "#server/domain/change.ts";
import { Disclosure } from "./section.tsx";
import { useChangeWords } from "./use-change-words.ts";

/** Sentences that are shown at once. */
const SHOWN = 3;

/** What matters most to a traveller comes first. */
const ORDER: readonly ChangeDetail["kind"][] = [
  "correction",
  "retraction",
  "freshness",
  "lane",
  "exception",
  "announcement",
  "figure",
  "posture",
  "level",
  "trend",
];

/** The sentences of one change. */
export function ChangeDetails({ details }: { readonly details: readonly ChangeDetail[] }) {
  const t = useTranslations("changes");
  const words = useChangeWords();
  const sorted = details.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  const sentences = [...new Set(sorted.map(words))];
  const rest = sentences.slice(SHOWN);
  return (
    <>
      <Sentences sentences={sentences.slice(0, SHOWN)} />
      {rest.length > 0 && (
        <Disclosure summary={t("more", { count: rest.length })}>
          <Sentences sentences={rest} />
        </Disclosure>
      )}
    </>
  );
}

function Sentences({ sentences }: { readonly sentences: readonly string[] }) {
  return (
    <ul>
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
