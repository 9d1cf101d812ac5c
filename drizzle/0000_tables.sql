CREATE TABLE "account_crossings" (
	"crossing_id" text NOT NULL,
	"account_id" uuid NOT NULL,
	"is_trusted" boolean DEFAULT false NOT NULL,
	CONSTRAINT "account_crossings_crossing_id_account_id_pk" PRIMARY KEY("crossing_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"pseudonym" text NOT NULL,
	"role" text NOT NULL,
	"password_hash" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"disabled_at" timestamp with time zone,
	CONSTRAINT "accounts_role" CHECK ("accounts"."role" in ('admin', 'verifier', 'reporter', 'firm')),
	CONSTRAINT "accounts_email_shape" CHECK ("accounts"."email" ~ '^[^@[:space:]]+@[^@[:space:]]+$')
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"key_hash" text NOT NULL,
	"prefix" text NOT NULL,
	"label" text,
	"scopes" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"last_used_at" timestamp with time zone,
	CONSTRAINT "api_keys_key_hash_unique" UNIQUE("key_hash")
);
--> statement-breakpoint
CREATE TABLE "audit_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"account_id" uuid,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "one_time_links" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"account_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "one_time_links_purpose" CHECK ("one_time_links"."purpose" in ('first_admin', 'set_password')),
	CONSTRAINT "one_time_links_account" CHECK (("one_time_links"."purpose" = 'first_admin') = ("one_time_links"."account_id" is null))
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"user_agent" text
);
--> statement-breakpoint
CREATE TABLE "sign_in_failures" (
	"subject" text PRIMARY KEY NOT NULL,
	"failures" bigint NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sign_in_failures_positive" CHECK ("sign_in_failures"."failures" > 0)
);
--> statement-breakpoint
CREATE TABLE "crossings" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"alt_names" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"local_names" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"latitude" double precision,
	"longitude" double precision,
	"precision_metres" integer,
	"position_note" text,
	"type" text NOT NULL,
	"expected_interval_minutes" integer NOT NULL,
	"note" text,
	"sources" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"is_listed" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "crossings_id_is_slug" CHECK ("crossings"."id" ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
	CONSTRAINT "crossings_latitude_range" CHECK ("crossings"."latitude" between -90 and 90),
	CONSTRAINT "crossings_longitude_range" CHECK ("crossings"."longitude" between -180 and 180),
	CONSTRAINT "crossings_position_whole" CHECK (("crossings"."latitude" is null) = ("crossings"."longitude" is null)),
	CONSTRAINT "crossings_interval_positive" CHECK ("crossings"."expected_interval_minutes" > 0)
);
--> statement-breakpoint
CREATE TABLE "lanes" (
	"crossing_id" text NOT NULL,
	"id" text NOT NULL,
	"from_country" text NOT NULL,
	"to_country" text NOT NULL,
	"mode" text NOT NULL,
	"position" smallint NOT NULL,
	CONSTRAINT "lanes_crossing_id_id_pk" PRIMARY KEY("crossing_id","id"),
	CONSTRAINT "lanes_mode" CHECK ("lanes"."mode" in ('pedestrian', 'passenger', 'truck', 'rail')),
	CONSTRAINT "lanes_two_countries" CHECK ("lanes"."from_country" <> "lanes"."to_country"),
	CONSTRAINT "lanes_id" CHECK ("lanes"."id" = "lanes"."from_country" || '-' || "lanes"."to_country" || '/' || "lanes"."mode")
);
--> statement-breakpoint
CREATE TABLE "sides" (
	"crossing_id" text NOT NULL,
	"position" smallint NOT NULL,
	"country" text NOT NULL,
	"place" text,
	"admin" text,
	"authority" text,
	"zone" text NOT NULL,
	CONSTRAINT "sides_crossing_id_position_pk" PRIMARY KEY("crossing_id","position"),
	CONSTRAINT "sides_country_once" UNIQUE("crossing_id","country"),
	CONSTRAINT "sides_two" CHECK ("sides"."position" in (0, 1)),
	CONSTRAINT "sides_country_code" CHECK ("sides"."country" ~ '^[A-Z]{2}$')
);
--> statement-breakpoint
CREATE TABLE "casualty_claims" (
	"incident_id" text NOT NULL,
	"id" text NOT NULL,
	"claim_group" text NOT NULL,
	"about" text NOT NULL,
	"about_party" text,
	"source_id" text NOT NULL,
	"harm" text NOT NULL,
	"low" integer NOT NULL,
	"high" integer,
	"as_given" text NOT NULL,
	"at" jsonb NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	"links" jsonb DEFAULT '[]'::jsonb NOT NULL,
	CONSTRAINT "casualty_claims_incident_id_id_pk" PRIMARY KEY("incident_id","id"),
	CONSTRAINT "casualty_claims_harm" CHECK ("casualty_claims"."harm" in ('killed', 'injured', 'captured')),
	CONSTRAINT "casualty_claims_range" CHECK ("casualty_claims"."low" >= 0 and "casualty_claims"."low" <= "casualty_claims"."high")
);
--> statement-breakpoint
CREATE TABLE "incident_crossings" (
	"crossing_id" text NOT NULL,
	"incident_id" text NOT NULL,
	CONSTRAINT "incident_crossings_crossing_id_incident_id_pk" PRIMARY KEY("crossing_id","incident_id")
);
--> statement-breakpoint
CREATE TABLE "incident_updates" (
	"incident_id" text NOT NULL,
	"id" text NOT NULL,
	"at" jsonb NOT NULL,
	"text" text NOT NULL,
	"links" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	CONSTRAINT "incident_updates_incident_id_id_pk" PRIMARY KEY("incident_id","id")
);
--> statement-breakpoint
CREATE TABLE "incidents" (
	"id" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"kind" text NOT NULL,
	"summary" text NOT NULL,
	"from" jsonb NOT NULL,
	"to" jsonb,
	"start_at" timestamp with time zone NOT NULL,
	CONSTRAINT "incidents_id_is_slug" CHECK ("incidents"."id" ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
	CONSTRAINT "incidents_kind" CHECK ("incidents"."kind" in ('clash', 'protest', 'flood', 'landslide', 'accident', 'other'))
);
--> statement-breakpoint
CREATE TABLE "claims" (
	"crossing_id" text NOT NULL,
	"report_id" uuid NOT NULL,
	"ordinal" smallint NOT NULL,
	"kind" text NOT NULL,
	"observed_at" timestamp with time zone NOT NULL,
	"body" jsonb NOT NULL,
	"metric" text,
	"side" text,
	"lane" text,
	"low" integer,
	"best" integer,
	"high" integer,
	CONSTRAINT "claims_crossing_id_report_id_ordinal_pk" PRIMARY KEY("crossing_id","report_id","ordinal"),
	CONSTRAINT "claims_kind" CHECK ("claims"."kind" in ('state', 'count', 'posture', 'outlook', 'no_change')),
	CONSTRAINT "claims_metric" CHECK ("claims"."metric" in ('people_stranded', 'trucks_stranded', 'people_crossed_24h', 'trucks_crossed_24h', 'wait_minutes')),
	CONSTRAINT "claims_count_whole" CHECK (("claims"."kind" = 'count') = ("claims"."metric" is not null) and ("claims"."kind" = 'count') = ("claims"."low" is not null)),
	CONSTRAINT "claims_low_natural" CHECK ("claims"."low" >= 0),
	CONSTRAINT "claims_low_best" CHECK ("claims"."low" <= "claims"."best"),
	CONSTRAINT "claims_best_high" CHECK ("claims"."best" <= "claims"."high"),
	CONSTRAINT "claims_low_high" CHECK ("claims"."low" <= "claims"."high"),
	CONSTRAINT "claims_high_sane" CHECK ("claims"."high" <= 10000000),
	CONSTRAINT "claims_one_place" CHECK ("claims"."side" is null or "claims"."lane" is null)
);
--> statement-breakpoint
CREATE TABLE "report_states" (
	"crossing_id" text NOT NULL,
	"report_id" uuid NOT NULL,
	"source_id" text NOT NULL,
	"observed_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"published_at" timestamp with time zone,
	"withdrawn_at" timestamp with time zone,
	"is_turning" boolean DEFAULT false NOT NULL,
	"holds_until_at" timestamp with time zone,
	CONSTRAINT "report_states_crossing_id_report_id_pk" PRIMARY KEY("crossing_id","report_id"),
	CONSTRAINT "report_states_state" CHECK ("report_states"."state" in ('received', 'in_review', 'published', 'unverifiable', 'rejected', 'retracted', 'superseded')),
	CONSTRAINT "report_states_reason" CHECK ("report_states"."state" <> 'rejected' or length("report_states"."reason") > 0),
	CONSTRAINT "report_states_published_at" CHECK ("report_states"."state" <> 'published' or "report_states"."published_at" is not null),
	CONSTRAINT "report_states_withdrawn_at" CHECK (("report_states"."state" in ('retracted', 'superseded')) = ("report_states"."withdrawn_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "reports" (
	"crossing_id" text NOT NULL,
	"id" uuid NOT NULL,
	"source_id" text NOT NULL,
	"account_id" uuid,
	"observed_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"content_hash" text NOT NULL,
	"note" text,
	"links" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"corrects_id" uuid,
	CONSTRAINT "reports_crossing_id_id_pk" PRIMARY KEY("crossing_id","id"),
	CONSTRAINT "reports_observed_after_1900" CHECK ("reports"."observed_at" >= '1900-01-01T00:00:00Z'),
	CONSTRAINT "reports_note_length" CHECK (length("reports"."note") <= 4000)
);
--> statement-breakpoint
CREATE TABLE "review_events" (
	"crossing_id" text NOT NULL,
	"report_id" uuid NOT NULL,
	"ordinal" smallint NOT NULL,
	"state" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"account_id" uuid,
	"reason" text,
	CONSTRAINT "review_events_crossing_id_report_id_ordinal_pk" PRIMARY KEY("crossing_id","report_id","ordinal")
);
--> statement-breakpoint
CREATE TABLE "sources" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"party" text,
	"account_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sources_account_id_unique" UNIQUE("account_id"),
	CONSTRAINT "sources_kind" CHECK ("sources"."kind" in ('reporter', 'official', 'agency', 'trade', 'press', 'feed')),
	CONSTRAINT "sources_party_code" CHECK ("sources"."party" ~ '^[A-Z]{2}$')
);
--> statement-breakpoint
CREATE TABLE "alert_overrides" (
	"crossing_id" text NOT NULL,
	"id" uuid NOT NULL,
	"level" smallint NOT NULL,
	"reason" text NOT NULL,
	"made_by" uuid NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"withdrawn_at" timestamp with time zone,
	CONSTRAINT "alert_overrides_crossing_id_id_pk" PRIMARY KEY("crossing_id","id"),
	CONSTRAINT "alert_overrides_level" CHECK ("alert_overrides"."level" between 0 and 4),
	CONSTRAINT "alert_overrides_reason" CHECK (length("alert_overrides"."reason") > 0),
	CONSTRAINT "alert_overrides_forward" CHECK ("alert_overrides"."made_at" < "alert_overrides"."expires_at")
);
--> statement-breakpoint
CREATE TABLE "changes" (
	"crossing_id" text NOT NULL,
	"sequence" bigint NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"observed_at" timestamp with time zone NOT NULL,
	"report_id" uuid,
	"details" jsonb NOT NULL,
	"transaction" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	CONSTRAINT "changes_crossing_id_sequence_pk" PRIMARY KEY("crossing_id","sequence"),
	CONSTRAINT "changes_sequence_positive" CHECK ("changes"."sequence" > 0)
);
--> statement-breakpoint
CREATE TABLE "closures" (
	"crossing_id" text NOT NULL,
	"from_at" timestamp with time zone NOT NULL,
	"to_at" timestamp with time zone NOT NULL,
	"end" text NOT NULL,
	"cause" text,
	"closure" jsonb NOT NULL,
	CONSTRAINT "closures_crossing_id_from_at_pk" PRIMARY KEY("crossing_id","from_at"),
	CONSTRAINT "closures_forward" CHECK ("closures"."from_at" < "closures"."to_at"),
	CONSTRAINT "closures_end" CHECK ("closures"."end" in ('reopened', 'lost_sight', 'ongoing'))
);
--> statement-breakpoint
CREATE TABLE "figure_buckets" (
	"crossing_id" text NOT NULL,
	"metric" text NOT NULL,
	"place" text NOT NULL,
	"grain" smallint NOT NULL,
	"bucket_at" timestamp with time zone NOT NULL,
	"low" integer NOT NULL,
	"best" integer,
	"best_observed_at" timestamp with time zone,
	"high" integer,
	"claims" integer NOT NULL,
	CONSTRAINT "figure_buckets_crossing_id_metric_place_grain_bucket_at_pk" PRIMARY KEY("crossing_id","metric","place","grain","bucket_at"),
	CONSTRAINT "figure_buckets_grain" CHECK ("figure_buckets"."grain" in (60, 1440))
);
--> statement-breakpoint
CREATE TABLE "newest_figures" (
	"crossing_id" text NOT NULL,
	"metric" text NOT NULL,
	"place" text NOT NULL,
	"source_id" text NOT NULL,
	"report_id" uuid NOT NULL,
	"observed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "newest_figures_crossing_id_metric_place_source_id_pk" PRIMARY KEY("crossing_id","metric","place","source_id")
);
--> statement-breakpoint
CREATE TABLE "statuses" (
	"crossing_id" text PRIMARY KEY NOT NULL,
	"sequence" bigint DEFAULT 0 NOT NULL,
	"status" jsonb,
	"derived_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "corridor_crossings" (
	"corridor_id" uuid NOT NULL,
	"position" smallint NOT NULL,
	"crossing_id" text NOT NULL,
	CONSTRAINT "corridor_crossings_corridor_id_position_pk" PRIMARY KEY("corridor_id","position")
);
--> statement-breakpoint
CREATE TABLE "corridors" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"crossing_id" text NOT NULL,
	"id" uuid NOT NULL,
	"watch_id" uuid NOT NULL,
	"change_sequence" bigint NOT NULL,
	"attempt" smallint NOT NULL,
	"attempted_at" timestamp with time zone NOT NULL,
	"outcome" text NOT NULL,
	"response" text,
	CONSTRAINT "deliveries_crossing_id_id_pk" PRIMARY KEY("crossing_id","id"),
	CONSTRAINT "deliveries_outcome" CHECK ("deliveries"."outcome" in ('sent', 'failed', 'suppressed'))
);
--> statement-breakpoint
CREATE TABLE "watches" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"crossing_id" text,
	"corridor_id" uuid,
	"rule" jsonb NOT NULL,
	"channel" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "watches_channel" CHECK ("watches"."channel" in ('email', 'webhook', 'feed')),
	CONSTRAINT "watches_one_subject" CHECK (("watches"."crossing_id" is null) <> ("watches"."corridor_id" is null))
);
--> statement-breakpoint
ALTER TABLE "account_crossings" ADD CONSTRAINT "account_crossings_crossing_id_crossings_id_fk" FOREIGN KEY ("crossing_id") REFERENCES "public"."crossings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_crossings" ADD CONSTRAINT "account_crossings_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_events" ADD CONSTRAINT "audit_events_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "one_time_links" ADD CONSTRAINT "one_time_links_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lanes" ADD CONSTRAINT "lanes_crossing_id_from_country_sides_crossing_id_country_fk" FOREIGN KEY ("crossing_id","from_country") REFERENCES "public"."sides"("crossing_id","country") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lanes" ADD CONSTRAINT "lanes_crossing_id_to_country_sides_crossing_id_country_fk" FOREIGN KEY ("crossing_id","to_country") REFERENCES "public"."sides"("crossing_id","country") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sides" ADD CONSTRAINT "sides_crossing_id_crossings_id_fk" FOREIGN KEY ("crossing_id") REFERENCES "public"."crossings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "casualty_claims" ADD CONSTRAINT "casualty_claims_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "casualty_claims" ADD CONSTRAINT "casualty_claims_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_crossings" ADD CONSTRAINT "incident_crossings_crossing_id_crossings_id_fk" FOREIGN KEY ("crossing_id") REFERENCES "public"."crossings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_crossings" ADD CONSTRAINT "incident_crossings_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_updates" ADD CONSTRAINT "incident_updates_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_crossing_id_report_id_reports_crossing_id_id_fk" FOREIGN KEY ("crossing_id","report_id") REFERENCES "public"."reports"("crossing_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_states" ADD CONSTRAINT "report_states_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_states" ADD CONSTRAINT "report_states_crossing_id_report_id_reports_crossing_id_id_fk" FOREIGN KEY ("crossing_id","report_id") REFERENCES "public"."reports"("crossing_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_crossing_id_crossings_id_fk" FOREIGN KEY ("crossing_id") REFERENCES "public"."crossings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_corrects_fk" FOREIGN KEY ("crossing_id","corrects_id") REFERENCES "public"."reports"("crossing_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_events" ADD CONSTRAINT "review_events_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_events" ADD CONSTRAINT "review_events_crossing_id_report_id_reports_crossing_id_id_fk" FOREIGN KEY ("crossing_id","report_id") REFERENCES "public"."reports"("crossing_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sources" ADD CONSTRAINT "sources_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_overrides" ADD CONSTRAINT "alert_overrides_crossing_id_crossings_id_fk" FOREIGN KEY ("crossing_id") REFERENCES "public"."crossings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_overrides" ADD CONSTRAINT "alert_overrides_made_by_accounts_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "changes" ADD CONSTRAINT "changes_crossing_id_crossings_id_fk" FOREIGN KEY ("crossing_id") REFERENCES "public"."crossings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "closures" ADD CONSTRAINT "closures_crossing_id_crossings_id_fk" FOREIGN KEY ("crossing_id") REFERENCES "public"."crossings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "figure_buckets" ADD CONSTRAINT "figure_buckets_crossing_id_crossings_id_fk" FOREIGN KEY ("crossing_id") REFERENCES "public"."crossings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "newest_figures" ADD CONSTRAINT "newest_figures_crossing_id_crossings_id_fk" FOREIGN KEY ("crossing_id") REFERENCES "public"."crossings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statuses" ADD CONSTRAINT "statuses_crossing_id_crossings_id_fk" FOREIGN KEY ("crossing_id") REFERENCES "public"."crossings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corridor_crossings" ADD CONSTRAINT "corridor_crossings_corridor_id_corridors_id_fk" FOREIGN KEY ("corridor_id") REFERENCES "public"."corridors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corridor_crossings" ADD CONSTRAINT "corridor_crossings_crossing_id_crossings_id_fk" FOREIGN KEY ("crossing_id") REFERENCES "public"."crossings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corridors" ADD CONSTRAINT "corridors_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_watch_id_watches_id_fk" FOREIGN KEY ("watch_id") REFERENCES "public"."watches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_crossing_id_change_sequence_changes_crossing_id_sequence_fk" FOREIGN KEY ("crossing_id","change_sequence") REFERENCES "public"."changes"("crossing_id","sequence") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "watches" ADD CONSTRAINT "watches_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "watches" ADD CONSTRAINT "watches_crossing_id_crossings_id_fk" FOREIGN KEY ("crossing_id") REFERENCES "public"."crossings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "watches" ADD CONSTRAINT "watches_corridor_id_corridors_id_fk" FOREIGN KEY ("corridor_id") REFERENCES "public"."corridors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_crossings_by_account" ON "account_crossings" USING btree ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_email_once" ON "accounts" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "api_keys_by_account" ON "api_keys" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "audit_events_by_time" ON "audit_events" USING btree ("at");--> statement-breakpoint
CREATE INDEX "sessions_by_account" ON "sessions" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "incident_crossings_by_incident" ON "incident_crossings" USING btree ("incident_id");--> statement-breakpoint
CREATE INDEX "claims_by_metric" ON "claims" USING btree ("crossing_id","metric","observed_at" DESC NULLS FIRST) WHERE kind = 'count';--> statement-breakpoint
CREATE INDEX "report_states_published" ON "report_states" USING btree ("crossing_id","observed_at" DESC NULLS FIRST) WHERE published_at is not null;--> statement-breakpoint
CREATE INDEX "report_states_turning" ON "report_states" USING btree ("crossing_id","observed_at" DESC NULLS FIRST) WHERE published_at is not null and is_turning;--> statement-breakpoint
CREATE INDEX "report_states_holding" ON "report_states" USING btree ("crossing_id","holds_until_at" DESC NULLS FIRST) WHERE published_at is not null and holds_until_at is not null;--> statement-breakpoint
CREATE INDEX "report_states_queue" ON "report_states" USING btree ("crossing_id","received_at") WHERE state in ('received', 'in_review');--> statement-breakpoint
CREATE UNIQUE INDEX "reports_id_once" ON "reports" USING btree ("id");--> statement-breakpoint
CREATE INDEX "reports_by_observation" ON "reports" USING btree ("crossing_id","observed_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "reports_by_account" ON "reports" USING btree ("account_id","received_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE UNIQUE INDEX "changes_id_once" ON "changes" USING btree ("id");--> statement-breakpoint
CREATE INDEX "changes_in_order" ON "changes" USING btree ("transaction","crossing_id","sequence");--> statement-breakpoint
CREATE INDEX "changes_by_observation" ON "changes" USING btree ("crossing_id","observed_at","sequence");--> statement-breakpoint
CREATE INDEX "closures_by_time" ON "closures" USING btree ("from_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "watches_by_crossing" ON "watches" USING btree ("crossing_id");