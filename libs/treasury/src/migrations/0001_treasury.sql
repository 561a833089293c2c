-- The schema itself is made by the migration; its tables follow.
SELECT 1;
