CREATE TABLE "corridor_crossings" (
	"corridor_id" uuid NOT NULL,
	"position" smallint NOT NULL,
	"crossing_id" text NOT NULL,
	CONSTRAINT "corridor_crossings_corridor_id_position_pk" PRIMARY KEY("corridor_id","position")
);
--> statement-breakpoint
CREATE TABLE "corridors" (
	"id" uuid PRIMARY KEY NOT NULL,
	"firm_id" uuid NOT NULL,
	"name" text NOT NULL,
	"direction" text NOT NULL,
	"mode" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "corridors_direction" CHECK ("corridors"."direction" ~ '^[A-Z]{2}-[A-Z]{2}$'),
	CONSTRAINT "corridors_mode" CHECK ("corridors"."mode" in ('pedestrian', 'passenger', 'truck', 'rail'))
);
--> statement-breakpoint
CREATE TABLE "firm_members" (
	"firm_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"role" text NOT NULL,
	"joined_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "firm_members_firm_id_account_id_pk" PRIMARY KEY("firm_id","account_id"),
	CONSTRAINT "firm_members_one_firm" UNIQUE("account_id"),
	CONSTRAINT "firm_members_role" CHECK ("firm_members"."role" in ('owner', 'dispatcher', 'viewer'))
);
--> statement-breakpoint
CREATE TABLE "firms" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"time_zone" text DEFAULT 'UTC' NOT NULL,
	"private_networks" text[] DEFAULT '{}'::text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"closed_at" timestamp with time zone,
	CONSTRAINT "firms_name" CHECK ("firms"."name" <> '')
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"notice_id" uuid NOT NULL,
	"attempt" smallint NOT NULL,
	"attempted_at" timestamp with time zone NOT NULL,
	"took_ms" integer NOT NULL,
	"outcome" text NOT NULL,
	"status" smallint,
	"response" text,
	CONSTRAINT "deliveries_notice_id_attempt_pk" PRIMARY KEY("notice_id","attempt"),
	CONSTRAINT "deliveries_outcome" CHECK ("deliveries"."outcome" in ('sent', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"watch_id" uuid,
	"endpoint_id" uuid,
	"type" text NOT NULL,
	"data" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "notices_state" CHECK ("notices"."state" in ('waiting', 'sent', 'failed', 'dropped'))
);
--> statement-breakpoint
CREATE TABLE "watches" (
	"id" uuid PRIMARY KEY NOT NULL,
	"firm_id" uuid,
	"name" text NOT NULL,
	"subject_kind" text NOT NULL,
	"crossing_id" text,
	"corridor_id" uuid,
	"border" text,
	"country" text,
	"rule" jsonb NOT NULL,
	"timing" jsonb NOT NULL,
	"channel" text NOT NULL,
	"email" text,
	"endpoint_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	"parked_at" timestamp with time zone,
	"parked_reason" text,
	CONSTRAINT "watches_channel" CHECK ("watches"."channel" in ('email', 'webhook', 'feed')),
	CONSTRAINT "watches_email" CHECK (("watches"."channel" = 'email') = ("watches"."email" is not null)),
	CONSTRAINT "watches_endpoint" CHECK (("watches"."channel" = 'webhook') = ("watches"."endpoint_id" is not null)),
	CONSTRAINT "watches_subject" CHECK ("watches"."subject_kind" in ('crossing', 'corridor', 'border', 'country')
        and ("watches"."subject_kind" = 'crossing') = ("watches"."crossing_id" is not null)
        and ("watches"."subject_kind" = 'corridor') = ("watches"."corridor_id" is not null)
        and ("watches"."subject_kind" = 'border') = ("watches"."border" is not null)
        and ("watches"."subject_kind" = 'country') = ("watches"."country" is not null))
);
--> statement-breakpoint
CREATE TABLE "webhook_endpoints" (
	"id" uuid PRIMARY KEY NOT NULL,
	"firm_id" uuid NOT NULL,
	"url" text NOT NULL,
	"event_types" text[] DEFAULT '{}'::text[] NOT NULL,
	"secrets" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"disabled_at" timestamp with time zone,
	"disabled_reason" text,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "corridor_crossings" ADD CONSTRAINT "corridor_crossings_corridor_id_corridors_id_fk" FOREIGN KEY ("corridor_id") REFERENCES "public"."corridors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corridor_crossings" ADD CONSTRAINT "corridor_crossings_crossing_id_crossings_id_fk" FOREIGN KEY ("crossing_id") REFERENCES "public"."crossings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corridors" ADD CONSTRAINT "corridors_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "firm_members" ADD CONSTRAINT "firm_members_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "firm_members" ADD CONSTRAINT "firm_members_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_notice_id_notices_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_watch_id_watches_id_fk" FOREIGN KEY ("watch_id") REFERENCES "public"."watches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_endpoint_id_webhook_endpoints_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."webhook_endpoints"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "watches" ADD CONSTRAINT "watches_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "watches" ADD CONSTRAINT "watches_crossing_id_crossings_id_fk" FOREIGN KEY ("crossing_id") REFERENCES "public"."crossings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "watches" ADD CONSTRAINT "watches_corridor_id_corridors_id_fk" FOREIGN KEY ("corridor_id") REFERENCES "public"."corridors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "watches" ADD CONSTRAINT "watches_endpoint_id_webhook_endpoints_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."webhook_endpoints"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_endpoints" ADD CONSTRAINT "webhook_endpoints_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "corridors_by_firm" ON "corridors" USING btree ("firm_id");--> statement-breakpoint
CREATE INDEX "notices_by_watch" ON "notices" USING btree ("watch_id","created_at");--> statement-breakpoint
CREATE INDEX "notices_by_endpoint" ON "notices" USING btree ("endpoint_id","created_at");--> statement-breakpoint
CREATE INDEX "watches_by_firm" ON "watches" USING btree ("firm_id");--> statement-breakpoint
CREATE INDEX "webhook_endpoints_by_firm" ON "webhook_endpoints" USING btree ("firm_id");