-- A report holds its claims itself; rows of `claims` are for what is published. A report that waits is then one row
-- and its state, and is accepted in half the time.
ALTER TABLE "report_states" DROP CONSTRAINT "report_states_source_id_sources_id_fk";
--> statement-breakpoint
DROP INDEX "reports_by_observation";
--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "claims" jsonb;
--> statement-breakpoint
ALTER TABLE "reports" DISABLE TRIGGER reports_append_only;
--> statement-breakpoint
UPDATE reports r SET claims = (
  SELECT coalesce(jsonb_agg(c.body ORDER BY c.ordinal), '[]') FROM claims c
  WHERE c.crossing_id = r.crossing_id AND c.report_id = r.id);
--> statement-breakpoint
ALTER TABLE "reports" ENABLE TRIGGER reports_append_only;
--> statement-breakpoint
ALTER TABLE "reports" ALTER COLUMN "claims" SET NOT NULL;
