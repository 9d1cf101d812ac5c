import { useLocale, useTranslations } from "next-intl";
import { Button } from "#app/_components/form/button.tsx";
import { When } from "#app/_components/time/when.tsx";
import { formatDate } from "#app/format/date.ts";
import type { OwnKey } from "#server/services/accounts/own-keys.ts";
import { revokeKeyAction } from "./key-actions.ts";
import { useScopeWords } from "./use-scope-words.ts";

interface OwnKeysProps {
  readonly keys: readonly OwnKey[];
  readonly reference: string;
}

/** One's API keys, those that stand and those that have ended. */
export function OwnKeys({ keys, reference }: OwnKeysProps) {
  const t = useTranslations("apiKeys");
  const locale = useLocale();
  if (keys.length === 0) return <p className="text-ink-soft">{t("none")}</p>;
  return (
    <ul className="border-t border-line">
      {keys.map((key) => (
        <li
          key={key.id}
          className="flex flex-wrap items-center justify-between gap-3 border-b border-line py-3"
        >
          <KeyFacts apiKey={key} reference={reference} />
          {key.state === "active" && (
            <form action={revokeKeyAction}>
              <input type="hidden" name="locale" value={locale} />
              <input type="hidden" name="key" value={key.id} />
              <Button
                type="submit"
                kind="danger"
                aria-label={t("revokeNamed", { label: key.label ?? key.prefix })}
              >
                {t("revoke")}
              </Button>
            </form>
          )}
        </li>
      ))}
    </ul>
  );
}

function KeyFacts({
  apiKey: key,
  reference,
}: {
  readonly apiKey: OwnKey;
  readonly reference: string;
}) {
  const t = useTranslations("apiKeys");
  const locale = useLocale();
  const words = useScopeWords();
  const when = (at: string) => () => <When at={at} reference={reference} zones={[]} />;
  const until =
    key.expiresAt === null
      ? t("noEnd")
      : t("expires", { day: formatDate(key.expiresAt, { locale, style: "day", zone: "UTC" }) });
  return (
    <div className={key.state === "active" ? "" : "text-ink-soft"}>
      <p className="font-medium">
        <bdi>{key.label ?? key.prefix}</bdi>
        <span className="ms-2 text-sm text-ink-soft">
          {t(`state.${key.state}`)}
          {" · "}
          {t("begins")} <code dir="ltr">{key.prefix}</code>
        </span>
      </p>
      <p className="text-sm text-ink-soft">
        {key.scopes.map(words).join(" · ")}
        {" · "}
        {until}
      </p>
      <p className="text-sm text-ink-soft">
        {key.lastUsedAt === null ? t("never") : t.rich("lastUsed", { when: when(key.lastUsedAt) })}
        {" · "}
        {t.rich("made", { when: when(key.createdAt) })}
      </p>
    </div>
  );
}
