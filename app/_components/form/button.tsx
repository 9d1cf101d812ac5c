import type { ComponentProps } from "react";

const KINDS = {
  /** The one thing that the page is for. */
  primary: "bg-ink text-ground border-ink hover:bg-accent hover:border-accent",
  /** Everything else. */
  plain: "bg-surface text-ink border-line-strong hover:border-ink",
  /** A word that acts, among other words. */
  quiet:
    "border-transparent text-ink underline underline-offset-4 decoration-line-strong hover:decoration-ink",
  /** Cannot be taken back. */
  danger: "bg-surface text-closed border-closed hover:bg-sunken",
} as const;

export type ButtonKind = keyof typeof KINDS;

/** Class names of a button, for links that look like one. At least 44 px high: thumbs, gloves, rain. */
export function buttonClass(kind: ButtonKind = "plain"): string {
  return `inline-flex min-h-11 cursor-pointer items-center justify-center gap-2 rounded-md border px-4 py-2 text-base font-semibold disabled:cursor-not-allowed disabled:opacity-60 ${KINDS[kind]}`;
}

interface ButtonProps extends ComponentProps<"button"> {
  readonly kind?: ButtonKind;
}

/** A button; `type` is `button` unless said otherwise. A disabled one says why in its title. */
export function Button({ kind = "plain", type = "button", className = "", ...rest }: ButtonProps) {
  return <button type={type} className={`${buttonClass(kind)} ${className}`} {...rest} />;
}
