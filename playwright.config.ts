import { defineConfig } from "@playwright/test";
import { chromiumArgs, findChromium, TEST_OUTPUT_DIR } from "./tests/support/browser.ts";

const executablePath = findChromium();

/** The tests start Gatewatch themselves, see tests/support/gatewatch.ts. Each worker is a whole Gatewatch: two cores bear one. */
export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "**/*.test.ts",
  outputDir: TEST_OUTPUT_DIR,
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    locale: "en-GB",
    timezoneId: "UTC",
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: {
      args: chromiumArgs(),
      ...(executablePath === null ? {} : { executablePath }),
    },
  },
});
