/** One link of the main navigation; 44 px high for thumbs. */
export const NAV_LINK =
  "inline-flex min-h-11 items-center text-sm font-semibold decoration-2 underline-offset-8 hover:underline";
