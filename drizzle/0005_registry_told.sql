-- Every process keeps the registry until it is told to look again, whoever wrote to it.
CREATE FUNCTION tell_registry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('crossing', '*');
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER crossings_told AFTER INSERT OR UPDATE OR DELETE ON crossings
  FOR EACH STATEMENT EXECUTE FUNCTION tell_registry();
--> statement-breakpoint
CREATE TRIGGER sides_told AFTER INSERT OR UPDATE OR DELETE ON sides
  FOR EACH STATEMENT EXECUTE FUNCTION tell_registry();
--> statement-breakpoint
CREATE TRIGGER lanes_told AFTER INSERT OR UPDATE OR DELETE ON lanes
  FOR EACH STATEMENT EXECUTE FUNCTION tell_registry();
