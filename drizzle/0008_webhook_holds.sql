ALTER TABLE "notices" ADD COLUMN "attempts_before" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "webhook_endpoints" ADD COLUMN "held_until" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "notices_waiting" ON "notices" USING btree ("endpoint_id","due_at") WHERE "notices"."state" = 'waiting';