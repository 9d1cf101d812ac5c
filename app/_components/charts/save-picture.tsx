"use client";
import { useRef, useState } from "react";

/** How long the browser may take to read the picture before it is let go. */
const KEPT_MS = 60_000;

interface SavePictureProps {
  readonly label: string;
  /** Said when the browser cannot make it. */
  readonly failed: string;
  /** Name of the file. */
  readonly file: string;
}

/** Saves the figure around it as a picture. What makes the picture is loaded on the first press. */
export function SavePicture({ label, failed, file }: SavePictureProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [state, setState] = useState<"idle" | "busy" | "failed">("idle");

  async function save(): Promise<void> {
    const figure = button.current?.closest("figure");
    if (figure === null || figure === undefined) return;
    setState("busy");
    try {
      const { plotPicture } = await import("./plot-picture.ts");
      const address = URL.createObjectURL(await plotPicture(figure));
      const link = document.createElement("a");
      link.href = address;
      link.download = file;
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
      setState("idle");
    } catch {
      setState("failed");
    }
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        onClick={() => void save()}
        aria-disabled={state === "busy"}
        className="text-link inline-flex min-h-11 cursor-pointer items-center text-sm font-medium noscript:hidden"
      >
        {label}
      </button>
      <span role="status" className="text-sm">
        {state === "failed" ? failed : ""}
      </span>
    </>
  );
}
