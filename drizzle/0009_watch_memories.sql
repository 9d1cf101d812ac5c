CREATE TABLE "watch_memories" (
	"watch_id" uuid PRIMARY KEY NOT NULL,
	"crossings" jsonb NOT NULL,
	"queue" jsonb NOT NULL,
	"judged_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "watch_requests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"crossing_id" text NOT NULL,
	"locale" text NOT NULL,
	"source_hash" text NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"mailed_at" timestamp with time zone,
	"confirmed_at" timestamp with time zone,
	CONSTRAINT "watch_requests_locale" CHECK ("watch_requests"."locale" in ('en', 'ur', 'ps', 'fa-AF'))
);
--> statement-breakpoint
ALTER TABLE "watches" ADD COLUMN "locale" text DEFAULT 'en' NOT NULL;--> statement-breakpoint
ALTER TABLE "watch_memories" ADD CONSTRAINT "watch_memories_watch_id_watches_id_fk" FOREIGN KEY ("watch_id") REFERENCES "public"."watches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "watch_requests" ADD CONSTRAINT "watch_requests_crossing_id_crossings_id_fk" FOREIGN KEY ("crossing_id") REFERENCES "public"."crossings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "watch_requests_by_email" ON "watch_requests" USING btree ("email","requested_at");--> statement-breakpoint
CREATE INDEX "watch_requests_by_source" ON "watch_requests" USING btree ("source_hash","requested_at");--> statement-breakpoint
CREATE INDEX "watches_by_email" ON "watches" USING btree ("email");--> statement-breakpoint
ALTER TABLE "watches" ADD CONSTRAINT "watches_locale" CHECK ("watches"."locale" in ('en', 'ur', 'ps', 'fa-AF'));