"use client";
import { useRef, useState } from "react";

interface ShareButtonProps {
  readonly url: string;
  readonly title: string;
  readonly label: string;
  readonly copiedText: string;
  readonly failedText: string;
}

type Outcome = "none" | "copied" | "failed";

/** What the device offers, else the clipboard, else the link itself, chosen, to be copied by hand. */
export function ShareButton({ url, title, label, copiedText, failedText }: ShareButtonProps) {
  const [outcome, setOutcome] = useState<Outcome>("none");
  const field = useRef<HTMLInputElement>(null);

  async function share() {
    if (typeof navigator.share === "function") {
      try {
        return await navigator.share({ url, title });
      } catch (error) {
        // Whoever closes the device's own sheet wants nothing else.
        if (error instanceof DOMException && error.name === "AbortError") return;
      }
    }
    try {
      await navigator.clipboard.writeText(url);
      setOutcome("copied");
    } catch {
      setOutcome("failed");
      requestAnimationFrame(() => field.current?.select());
    }
  }
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <button
        type="button"
        onClick={share}
        className="min-h-11 rounded-md border border-line-strong px-4 font-semibold hover:bg-sunken"
      >
        {label}
      </button>
      <span role="status" className="text-sm">
        {outcome === "copied" && copiedText}
        {outcome === "failed" && failedText}
      </span>
      {outcome === "failed" && (
        <input
          ref={field}
          readOnly
          dir="ltr"
          value={url}
          aria-label={failedText}
          className="min-h-11 w-full max-w-prose rounded-md border border-line-strong bg-surface px-3 text-sm"
        />
      )}
    </div>
  );
}
