import { NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import { pickMessages } from "#app/messages.ts";

/** What the shell's own client components say; every nested provider carries it too. */
const SHELL_NAMESPACES = ["shell", "states", "figures", "time"] as const;

interface ClientMessagesProps {
  /** Namespaces that the client components inside use, besides the shell's. */
  readonly namespaces?: readonly string[];
  readonly children: ReactNode;
}

/** Sends the browser only the messages that it needs. */
export async function ClientMessages({ namespaces = [], children }: ClientMessagesProps) {
  const messages = pickMessages(await getMessages(), [...SHELL_NAMESPACES, ...namespaces]);
  return <NextIntlClientProvider messages={messages}>{children}</NextIntlClientProvider>;
}
