"use client";
import { type ComponentProps, useEffect, useState } from "react";
import type { ShareButton } from "./share-button.tsx";

type Button = typeof ShareButton;

/** The share button, fetched when the page has settled; without script the link beside it does. */
export function ShareSlot(props: ComponentProps<Button>) {
  const [Loaded, setLoaded] = useState<{ readonly Button: Button } | null>(null);
  useEffect(() => {
    let isGone = false;
    // Offline there is no file to fetch, and no harm: the link stays.
    import("./share-button.tsx").then(
      ({ ShareButton: Button }) => {
        if (!isGone) setLoaded({ Button });
      },
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, []);
  return Loaded === null ? null : <Loaded.Button {...props} />;
}
