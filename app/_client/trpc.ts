/** Procedures as the browser calls them. Of the server it knows the router's type alone. */
import { createTRPCClient, httpBatchLink } from "@trpc/client";
import type { AppRouter } from "#server/api/root.ts";

export const trpc = createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: "/api/trpc" })] });
