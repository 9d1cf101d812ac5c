"use client";
import "./globals.css";

/**
 * When even the shell could not be made: plain words in English, since what would translate them is what failed.
 */
export default function GlobalError({ retry }: { readonly retry: () => void }) {
  return (
    <html lang="en" dir="ltr">
      <body className="page flex min-h-dvh flex-col items-start justify-center gap-4">
        <h1 className="text-2xl font-bold">Gatewatch could not make this page</h1>
        <p>
          Something went wrong on our side. The data is not affected; it can be read at{" "}
          <a className="text-link" href="/api/v1/crossings">
            /api/v1/crossings
          </a>
          .
        </p>
        <button
          type="button"
          className="min-h-11 rounded-md border px-4 font-semibold"
          onClick={retry}
        >
          Try again
        </button>
      </body>
    </html>
  );
}
