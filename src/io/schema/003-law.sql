-- What the working-time rules ask of people, and more kinds of leave (a CHECK cannot be changed, so
-- the table is made anew).

ALTER TABLE staff ADD COLUMN special_case INTEGER CHECK (special_case IN (0, 1));
ALTER TABLE staff ADD COLUMN opt_out_from TEXT;
ALTER TABLE staff ADD COLUMN opt_out_to TEXT;
ALTER TABLE staff ADD COLUMN opt_out_notice TEXT;
ALTER TABLE staff ADD COLUMN opt_out_notice_days INTEGER CHECK (opt_out_notice_days >= 0);
ALTER TABLE staff ADD COLUMN contract_after_22 INTEGER CHECK (contract_after_22 IN (0, 1));
ALTER TABLE staff ADD COLUMN other_minutes INTEGER CHECK (other_minutes >= 0);
ALTER TABLE staff ADD COLUMN health_assessed TEXT;

CREATE TABLE leave_003 (
    staff TEXT NOT NULL REFERENCES staff (staff),
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    kind TEXT NOT NULL
        CHECK (kind IN ('annual', 'additional', 'sick', 'maternity', 'paternity', 'adoption',
                        'parental', 'training', 'unpaid', 'other')),
    minutes INTEGER CHECK (minutes >= 0),
    PRIMARY KEY (staff, "from", "to")
) STRICT, WITHOUT ROWID;
INSERT INTO leave_003 (staff, "from", "to", kind, minutes)
    SELECT staff, "from", "to", kind, minutes FROM leave;
DROP TABLE leave;
ALTER TABLE leave_003 RENAME TO leave;
