/** For a picture of a crossing that does not exist: whoever shows it shows nothing. */
export const notThere = (): Response =>
  new Response("No crossing has that name.\n", {
    status: 404,
    headers: { "Content-Type": "text/plain; charset=utf-8" },
  });
