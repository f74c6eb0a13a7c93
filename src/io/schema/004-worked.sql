-- What was worked says when its breaks and its call-outs were; what was published is kept for good.

ALTER TABLE worked ADD COLUMN breaks TEXT;     -- '12:00-12:20|15:00-15:10'
ALTER TABLE worked ADD COLUMN called_out TEXT; -- the same form

-- Each time that the rota of record was changed: when, how, by which plan, for which days.
CREATE TABLE publications (
    number INTEGER NOT NULL PRIMARY KEY,
    at TEXT NOT NULL, -- local time, as in worked
    how TEXT NOT NULL CHECK (how IN ('publish', 'import', 'found')), -- found: before this table was
    plan TEXT NOT NULL, -- the plan that was published, '': none
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL
) STRICT;

-- The rota of record of those days as it was then, names and times of shifts included: whatever
-- happens to people and shifts later, this stays as it was.
CREATE TABLE published (
    publication INTEGER NOT NULL REFERENCES publications (number),
    date TEXT NOT NULL,
    shift TEXT NOT NULL,
    group_id TEXT NOT NULL,
    staff TEXT NOT NULL,
    pinned INTEGER NOT NULL,
    name TEXT NOT NULL, -- of the person
    start TEXT NOT NULL,
    "end" TEXT NOT NULL,
    break_minutes INTEGER,
    kind TEXT NOT NULL,
    sleep_from TEXT,
    sleep_to TEXT,
    PRIMARY KEY (publication, date, shift, group_id, staff)
) STRICT, WITHOUT ROWID;
CREATE INDEX published_by_date ON published (date);

-- Each purge: when, and what was deleted. Days before "before" were old enough.
CREATE TABLE purges (
    number INTEGER NOT NULL PRIMARY KEY,
    at TEXT NOT NULL,
    before TEXT NOT NULL,
    years INTEGER NOT NULL, -- the retention period then
    rows INTEGER NOT NULL
) STRICT;

CREATE TRIGGER publications_stay BEFORE UPDATE ON publications BEGIN
    SELECT RAISE(ABORT, 'what was published is kept as it was');
END;
CREATE TRIGGER published_stay BEFORE UPDATE ON published BEGIN
    SELECT RAISE(ABORT, 'what was published is kept as it was');
END;
CREATE TRIGGER published_rows_stay BEFORE DELETE ON published
WHEN NOT EXISTS (SELECT 1 FROM purges WHERE OLD.date < before) BEGIN
    SELECT RAISE(ABORT, 'what was published is kept until its retention period is over');
END;
CREATE TRIGGER publications_rows_stay BEFORE DELETE ON publications
WHEN NOT EXISTS (SELECT 1 FROM purges WHERE OLD."to" < before) BEGIN
    SELECT RAISE(ABORT, 'what was published is kept until its retention period is over');
END;

-- What was published before this table was: once, as it stands.
INSERT INTO publications (number, at, how, plan, "from", "to")
SELECT 1, strftime('%Y-%m-%dT%H:%M', 'now'), 'found', '', min(date), max(date)
FROM assignments WHERE plan = '' HAVING count(*) > 0;
INSERT INTO published
SELECT 1, a.date, a.shift, a.group_id, a.staff, a.pinned, p.name, s.start, s."end",
    s.break_minutes, s.kind, s.sleep_from, s.sleep_to
FROM assignments a JOIN staff p ON p.staff = a.staff JOIN shifts s ON s.shift = a.shift
WHERE a.plan = '';
