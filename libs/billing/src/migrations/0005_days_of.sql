-- How many days a set of days holds; every range of it is bounded, or it is not counted.
CREATE FUNCTION billing.days_of(days datemultirange) RETURNS integer
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT coalesce(sum(upper(d) - lower(d)), 0)::integer FROM unnest(days) AS d $$;
GRANT EXECUTE ON FUNCTION billing.days_of(datemultirange) TO intendance_app;
