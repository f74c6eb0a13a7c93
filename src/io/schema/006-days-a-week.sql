-- On how many days a week somebody works as a rule: annual leave is counted in such days.

ALTER TABLE staff ADD COLUMN days_a_week REAL CHECK (days_a_week > 0 AND days_a_week <= 7);
