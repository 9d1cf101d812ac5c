import { useTranslations } from "next-intl";

/** Characters shown before the reader asks for the rest: some six lines. */
const SHOWN = 480;

/** What somebody wrote, as they wrote it: set apart from the text around it, folded where it is long. */
export function LongText({ text }: { readonly text: string }) {
  const t = useTranslations("shell");
  const signs = [...text];
  const whole = "whitespace-pre-line wrap-anywhere";
  if (signs.length <= SHOWN) {
    return (
      <p className={whole}>
        <bdi>{text}</bdi>
      </p>
    );
  }
  return (
    <details className="group">
      <summary className="cursor-pointer list-none">
        <span className={`group-open:hidden ${whole}`}>
          <bdi>{signs.slice(0, SHOWN).join("").trimEnd()}…</bdi>{" "}
        </span>
        <span className="text-link font-semibold group-open:hidden">{t("readOn")}</span>
        <span className="text-link hidden font-semibold group-open:inline">{t("readLess")}</span>
      </summary>
      <p className={whole}>
        <bdi>{text}</bdi>
      </p>
    </details>
  );
}
