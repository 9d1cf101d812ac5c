import { useTranslations } from "next-intl";

const SECTIONS = [
  "lanes",
  "figures",
  "history",
  "days",
  "traffic",
  "closures",
  "changes",
  "reports",
] as const;

/** The parts of the page, as links. */
export function SectionLinks() {
  const t = useTranslations("crossing.nav");
  return (
    <nav aria-label={t("label")}>
      <ul className="flex flex-wrap gap-x-5 pt-2 text-sm">
        {SECTIONS.map((id) => (
          <li key={id}>
            <a className="text-link inline-flex min-h-11 items-center" href={`#${id}`}>
              {t(id)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
