import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./app/i18n.ts");

const config: NextConfig = {
  // The front door compresses once per change; Next must hand over plain bytes.
  compress: false,
  poweredByHeader: false,
  reactStrictMode: true,
  // forbidden(): a page that its account may not see answers 403 in words.
  experimental: { authInterrupts: true },
  // Types are checked by `npm run check`, once, with the project's own compiler.
  typescript: { ignoreBuildErrors: true },
};

export default withNextIntl(config);
