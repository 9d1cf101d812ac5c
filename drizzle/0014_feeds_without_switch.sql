ALTER TABLE "feeds" DROP COLUMN "is_enabled";--> statement-breakpoint
UPDATE "feeds" SET "settings" = "settings" #- '{mapping,constants}';
