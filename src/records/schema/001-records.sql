-- Records of children and teams, in a file of their own. A record has a head, and the values of its
-- fields: which fields a type has, and of what kind they are, is said once, in records/types.c.
-- Empty values have no row. part 0: of the whole record, else the row of a dimension; item 0: of
-- that row, else a piece of evidence of it.
-- Only what SQLite 3.15 knows: SQLCipher of Debian 12 is built on it.

CREATE TABLE records (
    record_id TEXT NOT NULL PRIMARY KEY,
    type TEXT NOT NULL,
    schema_ver INTEGER NOT NULL,
    who TEXT NOT NULL, -- the child or the team
    home_id TEXT,
    group_id TEXT,
    date_event TEXT,
    date_written TEXT,
    author_id TEXT,
    author_role TEXT,
    status TEXT NOT NULL CHECK (status IN ('draft', 'final', 'amended')),
    supersedes_id TEXT REFERENCES records (record_id) DEFERRABLE INITIALLY DEFERRED,
    visibility TEXT NOT NULL CHECK (visibility IN ('team', 'manager', 'named')),
    named_ids TEXT
) WITHOUT ROWID;

CREATE INDEX records_who ON records (who, type, date_event);
CREATE INDEX records_supersedes ON records (supersedes_id);

CREATE TABLE record_values (
    record_id TEXT NOT NULL REFERENCES records (record_id) ON DELETE CASCADE
        DEFERRABLE INITIALLY DEFERRED,
    part INTEGER NOT NULL CHECK (part >= 0),
    item INTEGER NOT NULL CHECK (item >= 0),
    field TEXT NOT NULL,
    value TEXT NOT NULL CHECK (value <> ''),
    PRIMARY KEY (record_id, part, item, field)
) WITHOUT ROWID;

-- A final is never edited, by no way at all: it can only become amended, by one that supersedes it.
CREATE TRIGGER final_head BEFORE UPDATE ON records
WHEN OLD.status <> 'draft' AND (
    OLD.status <> 'final' OR NEW.status <> 'amended' OR OLD.record_id <> NEW.record_id OR
    OLD.type <> NEW.type OR OLD.who <> NEW.who OR OLD.home_id IS NOT NEW.home_id OR
    OLD.group_id IS NOT NEW.group_id OR OLD.date_event IS NOT NEW.date_event OR
    OLD.date_written IS NOT NEW.date_written OR OLD.author_id IS NOT NEW.author_id OR
    OLD.author_role IS NOT NEW.author_role OR OLD.supersedes_id IS NOT NEW.supersedes_id OR
    OLD.visibility <> NEW.visibility OR OLD.named_ids IS NOT NEW.named_ids)
BEGIN
    SELECT RAISE(ABORT, 'a final record is not edited');
END;
CREATE TRIGGER final_value_new BEFORE INSERT ON record_values
WHEN (SELECT status FROM records WHERE record_id = NEW.record_id) <> 'draft'
BEGIN
    SELECT RAISE(ABORT, 'a final record is not edited');
END;
CREATE TRIGGER final_value_changed BEFORE UPDATE ON record_values
WHEN (SELECT status FROM records WHERE record_id = OLD.record_id) <> 'draft'
BEGIN
    SELECT RAISE(ABORT, 'a final record is not edited');
END;

-- Who read what, and when. account: of the computer; reader: who they said they are.
CREATE TABLE access_log (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL, -- UTC
    account TEXT NOT NULL,
    reader TEXT NOT NULL,
    action TEXT NOT NULL,
    who TEXT NOT NULL,   -- the child or team, '' for several
    detail TEXT NOT NULL -- what was asked for, never what is in a record
);
CREATE TABLE access_log_records (
    seq INTEGER NOT NULL REFERENCES access_log (seq),
    record_id TEXT NOT NULL,
    PRIMARY KEY (seq, record_id)
) WITHOUT ROWID;
CREATE TRIGGER access_log_kept BEFORE UPDATE ON access_log
BEGIN
    SELECT RAISE(ABORT, 'the log is not edited');
END;
CREATE TRIGGER access_log_stays BEFORE DELETE ON access_log
BEGIN
    SELECT RAISE(ABORT, 'the log is not shortened');
END;
