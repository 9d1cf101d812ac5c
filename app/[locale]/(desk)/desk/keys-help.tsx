"use client";
import { useTranslations } from "next-intl";

const KEYS = [
  ["move", ["j", "k", "↓", "↑"]],
  ["take", ["Enter"]],
  ["publish", ["p"]],
  ["reject", ["r"]],
  ["unverifiable", ["u"]],
  ["ask", ["a"]],
  ["leave", ["Esc"]],
  ["help", ["?"]],
] as const;

interface KeysHelpProps {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** Every key of the desk, and the switch that gives them all back to the browser. */
export function KeysHelp({ isOn, onChange }: KeysHelpProps) {
  const t = useTranslations("desk.keys");
  return (
    <details id="desk-keys" className="pb-4">
      <summary className="text-link inline-flex min-h-11 cursor-pointer items-center gap-2 text-sm font-medium">
        {t("title")} <Key name="?" />
      </summary>
      <dl className="grid max-w-xl grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 pt-1 text-sm">
        {KEYS.map(([what, keys]) => (
          <div key={what} className="col-span-2 grid grid-cols-subgrid items-baseline">
            <dt dir="ltr" className="flex gap-1">
              {keys.map((key) => (
                <Key key={key} name={key} />
              ))}
            </dt>
            <dd>{t(what)}</dd>
          </div>
        ))}
      </dl>
      <p className="pt-2 text-sm text-ink-soft">{t("note")}</p>
      <label className="flex min-h-11 cursor-pointer items-center gap-3 text-sm">
        <input
          type="checkbox"
          className="size-5 shrink-0 accent-ink"
          checked={isOn}
          onChange={(event) => onChange(event.target.checked)}
        />
        {t("on")}
      </label>
    </details>
  );
}

function Key({ name }: { readonly name: string }) {
  return (
    <kbd className="rounded-md border border-line-strong px-1.5 font-sans text-xs">{name}</kbd>
  );
}
