import { type EmbeddedOptions, type EmbeddedPostgres, startEmbedded } from "#server/db/embedded.ts";

/**
 * A Postgres that does not outlive the tests: a second Ctrl-C ends a test runner without its teardown, and the
 * database, in a process group of its own, would stay. SIGQUIT is Postgres' immediate shutdown.
 */
export async function startPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const postgres = await startEmbedded(options);
  function quit(): void {
    const pid = postgres.pid();
    if (pid !== undefined) process.kill(pid, "SIGQUIT");
  }
  process.on("exit", quit);
  return {
    ...postgres,
    async stop() {
      await postgres.stop();
      process.off("exit", quit);
    },
  };
}
