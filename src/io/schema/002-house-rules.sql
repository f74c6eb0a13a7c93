-- More limits of the home that a person may have as columns of their own, and shifts that may not
-- follow each other. max_shifts_in_period: shift:number, a space between two; not_after: shifts.

ALTER TABLE staff ADD COLUMN min_consecutive_days INTEGER;
ALTER TABLE staff ADD COLUMN max_weekends_in_period INTEGER;
ALTER TABLE staff ADD COLUMN min_minutes_in_period INTEGER;
ALTER TABLE staff ADD COLUMN max_minutes_in_period INTEGER;
ALTER TABLE staff ADD COLUMN max_shifts_in_period TEXT;
ALTER TABLE shifts ADD COLUMN not_after TEXT;
