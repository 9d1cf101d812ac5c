import { useTranslations } from "next-intl";
import { EmptyState } from "#app/_components/empty-state.tsx";
import { buttonClass } from "#app/_components/form/button.tsx";
import type { Suggestion } from "./load-board.ts";

interface NoCorridorProps {
  readonly suggestions: readonly Suggestion[];
  readonly mayEdit: boolean;
  readonly ownHref: string;
}

/** A board without a corridor: what one is, and some to begin with. */
export function NoCorridor({ suggestions, mayEdit, ownHref }: NoCorridorProps) {
  const t = useTranslations("firm.noCorridor");
  if (!mayEdit) return <EmptyState title={t("title")}>{t("viewer")}</EmptyState>;
  return (
    <EmptyState
      title={t("title")}
      action={
        <a href={ownHref} className={buttonClass()}>
          {t("own")}
        </a>
      }
    >
      <p>{t("text")}</p>
      <Suggestions suggestions={suggestions} />
    </EmptyState>
  );
}

/** Corridors to begin with, each a link to the form that it fills. */
export function Suggestions({ suggestions }: Pick<NoCorridorProps, "suggestions">) {
  return (
    <ul className="flex flex-col gap-2 pt-4 text-ink">
      {suggestions.map(({ href, direction, crossings }) => (
        <li key={href}>
          <a
            href={href}
            className={`${buttonClass()} w-full flex-col items-start! gap-0! text-start`}
          >
            <span>{direction}</span>
            <span className="text-sm font-normal">{crossings}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
