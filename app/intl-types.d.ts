import type english from "../messages/en.json";
import type { Locale as PageLocale } from "./locales.ts";

declare module "next-intl" {
  interface AppConfig {
    Locale: PageLocale;
    Messages: typeof english;
  }
}
