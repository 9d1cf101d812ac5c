import { useTranslations } from "next-intl";

/** The way to the same content as text: for a bad line, a text browser, paper. */
export function TextVersion({ href }: { readonly href: string }) {
  const t = useTranslations("lite");
  return (
    <a href={href} className="text-link inline-flex min-h-11 items-center text-sm text-ink-soft">
      {t("link")}
    </a>
  );
}
