CREATE TABLE "feeds" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"url" text NOT NULL,
	"party" text,
	"settings" jsonb NOT NULL,
	"interval_minutes" integer NOT NULL,
	"is_enabled" boolean DEFAULT true NOT NULL,
	"etag" text,
	"last_modified" text,
	"body_hash" text,
	"next_try_at" timestamp with time zone NOT NULL,
	"last_tried_at" timestamp with time zone,
	"last_ok_at" timestamp with time zone,
	"last_changed_at" timestamp with time zone,
	"data_at" timestamp with time zone,
	"failures" integer DEFAULT 0 NOT NULL,
	"last_problem" text,
	"parked_at" timestamp with time zone,
	"parked_reason" text,
	"last_run" jsonb,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "feeds_id_is_slug" CHECK ("feeds"."id" ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
	CONSTRAINT "feeds_kind" CHECK ("feeds"."kind" in ('cbp_bwt', 'mapped_csv', 'mapped_geojson')),
	CONSTRAINT "feeds_url" CHECK ("feeds"."url" ~ '^https?://'),
	CONSTRAINT "feeds_party_code" CHECK ("feeds"."party" ~ '^[A-Z]{2}$'),
	CONSTRAINT "feeds_interval_sane" CHECK ("feeds"."interval_minutes" between 5 and 10080),
	CONSTRAINT "feeds_parked" CHECK (("feeds"."parked_at" is null) = ("feeds"."parked_reason" is null))
);
--> statement-breakpoint
CREATE TABLE "import_pieces" (
	"import_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"data" text NOT NULL,
	CONSTRAINT "import_pieces_import_id_ordinal_pk" PRIMARY KEY("import_id","ordinal")
);
--> statement-breakpoint
CREATE TABLE "import_problems" (
	"import_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"field" text NOT NULL,
	"message" text NOT NULL,
	"raw" text NOT NULL,
	CONSTRAINT "import_problems_import_id_row_ordinal_pk" PRIMARY KEY("import_id","row","ordinal")
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"file_name" text NOT NULL,
	"account_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"mode" text,
	"bytes" bigint DEFAULT 0 NOT NULL,
	"rows" integer DEFAULT 0 NOT NULL,
	"good" integer DEFAULT 0 NOT NULL,
	"bad" integer DEFAULT 0 NOT NULL,
	"added" integer DEFAULT 0 NOT NULL,
	"repeated" integer DEFAULT 0 NOT NULL,
	"problem" text,
	"ended_at" timestamp with time zone,
	CONSTRAINT "imports_kind" CHECK ("imports"."kind" in ('reports', 'crossings')),
	CONSTRAINT "imports_state" CHECK ("imports"."state" in ('receiving', 'checking', 'checked', 'applying', 'applied', 'failed')),
	CONSTRAINT "imports_mode" CHECK ("imports"."mode" in ('all', 'good'))
);
--> statement-breakpoint
ALTER TABLE "reports" DROP CONSTRAINT "reports_via";--> statement-breakpoint
ALTER TABLE "import_pieces" ADD CONSTRAINT "import_pieces_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_problems" ADD CONSTRAINT "import_problems_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "imports_by_time" ON "imports" USING btree ("created_at" DESC NULLS FIRST);--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_via" CHECK ("reports"."via" in ('web', 'api', 'relay', 'sms', 'record', 'feed', 'import'));