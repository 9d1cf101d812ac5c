CREATE TABLE "announcements" (
	"crossing_id" text NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"party" text NOT NULL,
	"lanes" text[] NOT NULL,
	"value" text NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"rrule" text,
	"zone" text NOT NULL,
	"made_by" uuid NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"withdrawn_at" timestamp with time zone,
	CONSTRAINT "announcements_crossing_id_id_pk" PRIMARY KEY("crossing_id","id"),
	CONSTRAINT "announcements_kind" CHECK ("announcements"."kind" in ('closure', 'holiday', 'hours')),
	CONSTRAINT "announcements_value" CHECK ("announcements"."value" in ('open', 'restricted', 'closed')),
	CONSTRAINT "announcements_forward" CHECK ("announcements"."starts_at" < "announcements"."ends_at")
);
--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"account_id" uuid NOT NULL,
	"code_hash" text NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "recovery_codes_account_id_code_hash_pk" PRIMARY KEY("account_id","code_hash")
);
--> statement-breakpoint
CREATE TABLE "reminders" (
	"crossing_id" text NOT NULL,
	"account_id" uuid NOT NULL,
	"last_word_at" timestamp with time zone NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone,
	CONSTRAINT "reminders_crossing_id_account_id_last_word_at_pk" PRIMARY KEY("crossing_id","account_id","last_word_at")
);
--> statement-breakpoint
CREATE TABLE "report_locks" (
	"crossing_id" text NOT NULL,
	"report_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"taken_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "report_locks_crossing_id_report_id_pk" PRIMARY KEY("crossing_id","report_id")
);
--> statement-breakpoint
CREATE TABLE "report_messages" (
	"crossing_id" text NOT NULL,
	"report_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"is_from_desk" boolean NOT NULL,
	"text" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "report_messages_crossing_id_report_id_id_pk" PRIMARY KEY("crossing_id","report_id","id"),
	CONSTRAINT "report_messages_length" CHECK (length("report_messages"."text") between 1 and 1000)
);
--> statement-breakpoint
CREATE TABLE "report_photos" (
	"crossing_id" text NOT NULL,
	"report_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"state" text DEFAULT 'uploading' NOT NULL,
	"reason" text,
	"total_bytes" integer NOT NULL,
	"received_bytes" integer DEFAULT 0 NOT NULL,
	"width_pixels" integer,
	"height_pixels" integer,
	"is_published" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "report_photos_crossing_id_report_id_id_pk" PRIMARY KEY("crossing_id","report_id","id"),
	CONSTRAINT "report_photos_state" CHECK ("report_photos"."state" in ('uploading', 'kept', 'refused')),
	CONSTRAINT "report_photos_reason" CHECK ("report_photos"."state" <> 'refused' or length("report_photos"."reason") > 0),
	CONSTRAINT "report_photos_bytes" CHECK ("report_photos"."total_bytes" between 1 and 8388608),
	CONSTRAINT "report_photos_received" CHECK ("report_photos"."received_bytes" between 0 and "report_photos"."total_bytes")
);
--> statement-breakpoint
CREATE TABLE "sender_numbers" (
	"number" text PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sender_numbers_e164" CHECK ("sender_numbers"."number" ~ '^\+[1-9][0-9]{6,14}$')
);
--> statement-breakpoint
CREATE TABLE "totp_secrets" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"sealed_secret" text NOT NULL,
	"confirmed_at" timestamp with time zone,
	"last_step" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "crossings" ADD COLUMN "publication_delay_minutes" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "report_states" ADD COLUMN "publish_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "device_clock" jsonb;--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "via" text DEFAULT 'web' NOT NULL;--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "relayed_by" uuid;--> statement-breakpoint
ALTER TABLE "announcements" ADD CONSTRAINT "announcements_crossing_id_crossings_id_fk" FOREIGN KEY ("crossing_id") REFERENCES "public"."crossings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "announcements" ADD CONSTRAINT "announcements_made_by_accounts_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reminders" ADD CONSTRAINT "reminders_crossing_id_crossings_id_fk" FOREIGN KEY ("crossing_id") REFERENCES "public"."crossings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reminders" ADD CONSTRAINT "reminders_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_locks" ADD CONSTRAINT "report_locks_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_locks" ADD CONSTRAINT "report_locks_crossing_id_report_id_reports_crossing_id_id_fk" FOREIGN KEY ("crossing_id","report_id") REFERENCES "public"."reports"("crossing_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_messages" ADD CONSTRAINT "report_messages_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_messages" ADD CONSTRAINT "report_messages_crossing_id_report_id_reports_crossing_id_id_fk" FOREIGN KEY ("crossing_id","report_id") REFERENCES "public"."reports"("crossing_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_photos" ADD CONSTRAINT "report_photos_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_photos" ADD CONSTRAINT "report_photos_crossing_id_report_id_reports_crossing_id_id_fk" FOREIGN KEY ("crossing_id","report_id") REFERENCES "public"."reports"("crossing_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sender_numbers" ADD CONSTRAINT "sender_numbers_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "totp_secrets" ADD CONSTRAINT "totp_secrets_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reminders_by_account" ON "reminders" USING btree ("account_id","at" DESC NULLS FIRST);--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_relayed_by_accounts_id_fk" FOREIGN KEY ("relayed_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "crossings" ADD CONSTRAINT "crossings_delay_sane" CHECK ("crossings"."publication_delay_minutes" between 0 and 10080);--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_via" CHECK ("reports"."via" in ('web', 'api', 'relay', 'sms', 'record'));