import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin({
  requestConfig: "./app/i18n.ts",
  experimental: {
    // Sentences are parsed by the build, so that browsers need no parser for them.
    messages: { path: "./messages", format: "json", locales: "infer", precompile: true },
  },
});

const config: NextConfig = {
  // The front door compresses once per change; Next must hand over plain bytes.
  compress: false,
  poweredByHeader: false,
  reactStrictMode: true,
  experimental: {
    // forbidden(): a page that its account may not see answers 403 in words.
    authInterrupts: true,
    // Few, larger files: a page is fetched in 11 requests instead of 16, and compresses better (126 KB, not 139).
    turbopackChunking: {
      minChunkSize: 1_000_000,
      maxChunkCountPerGroup: 2,
      maxMergeChunkSize: 2_000_000,
    },
  },
  // Types are checked by `npm run check`, once, with the project's own compiler.
  typescript: { ignoreBuildErrors: true },
};

export default withNextIntl(config);
