import { headers } from "next/headers";
import type { ReactNode } from "react";
import { KEEP_SCRIPT } from "#app/_client/keep-script.ts";

/** Public pages are kept on the reader's device; pages for one person are not. */
export default async function PublicLayout({ children }: { readonly children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <>
      {children}
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, see keep-script.ts */}
      <script nonce={nonce} dangerouslySetInnerHTML={{ __html: KEEP_SCRIPT }} />
    </>
  );
}
