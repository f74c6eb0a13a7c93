-- When a child got another key caregiver, and why; "from" is '' for the one of the beginning. The
-- latest row of a child says the same as children.key_caregiver.

CREATE TABLE key_caregivers (
    child TEXT NOT NULL REFERENCES children (child),
    "from" TEXT NOT NULL DEFAULT '',
    staff TEXT NOT NULL REFERENCES staff (staff),
    reason TEXT NOT NULL
        CHECK (reason IN ('first', 'child_asked', 'leaving_or_absence', 'no_bond', 'manager')),
    note TEXT,
    PRIMARY KEY (child, "from")
) STRICT, WITHOUT ROWID;

-- Who supervises whom, every so many weeks (NULL: as rota.ini says).
CREATE TABLE supervision (
    staff TEXT NOT NULL PRIMARY KEY REFERENCES staff (staff),
    supervisor TEXT NOT NULL REFERENCES staff (staff),
    weeks INTEGER CHECK (weeks >= 0)
) STRICT, WITHOUT ROWID;
