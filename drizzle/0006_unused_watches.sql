DROP TABLE "corridor_crossings" CASCADE;--> statement-breakpoint
DROP TABLE "corridors" CASCADE;--> statement-breakpoint
DROP TABLE "deliveries" CASCADE;--> statement-breakpoint
DROP TABLE "watches" CASCADE;