"use client";
import { useTranslations } from "next-intl";
import { chooseTheme, useThemeChoice } from "#app/_client/theme/theme-choice.ts";
import { isThemeChoice, THEME_CHOICES } from "#app/_client/theme/theme-script.ts";

const WORDS = { system: "themeSystem", light: "themeLight", dark: "themeDark" } as const;

/** Light, dark, or as the device has it; kept on the device. Its place is reserved before script runs. */
export function ThemeToggle({ id }: { readonly id: string }) {
  const t = useTranslations("shell");
  const choice = useThemeChoice();
  return (
    <span
      className={`inline-flex items-center gap-2 text-sm ${choice === null ? "invisible" : ""}`}
    >
      <label htmlFor={id} className="text-ink-soft">
        {t("theme")}
      </label>
      <select
        id={id}
        value={choice ?? "system"}
        onChange={({ target }) => {
          if (isThemeChoice(target.value)) chooseTheme(target.value);
        }}
        className="min-h-9 rounded-md border border-line bg-surface px-2 text-ink"
      >
        {THEME_CHOICES.map((one) => (
          <option key={one} value={one}>
            {t(WORDS[one])}
          </option>
        ))}
      </select>
    </span>
  );
}
