-- Of several that one address has of one crossing the oldest stays.
UPDATE "watches" w SET "ended_at" = now() WHERE w."firm_id" IS NULL AND w."ended_at" IS NULL AND EXISTS (
  SELECT FROM "watches" o WHERE o."firm_id" IS NULL AND o."ended_at" IS NULL AND o."email" = w."email"
    AND o."crossing_id" = w."crossing_id" AND (o."created_at", o."id") < (w."created_at", w."id"));--> statement-breakpoint
CREATE UNIQUE INDEX "watches_once_public" ON "watches" USING btree ("email","crossing_id") WHERE "watches"."firm_id" is null and "watches"."ended_at" is null;