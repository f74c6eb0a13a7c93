-- The home as its CSV files say it (io/kinds.c): a table for each kind, a column for each column.
-- Columns that end in minutes hold minutes, dates are YYYY-MM-DD, times HH:MM, lists separated by a
-- space, yes/no 1 and 0, an empty field NULL (in a key: ''). The word group belongs to SQL: group_id.
-- A column that may also hold a word that is no id has a computed twin, ..._ref, with the foreign key.

CREATE TABLE groups (
    group_id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    weight REAL CHECK (weight >= 0 OR weight = -1) -- -1: from the children's ages
) STRICT, WITHOUT ROWID;

CREATE TABLE staff (
    staff TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    contract_minutes INTEGER NOT NULL CHECK (contract_minutes >= 0),
    max_minutes INTEGER CHECK (max_minutes >= 0),
    born TEXT,
    skills TEXT,
    opt_out INTEGER CHECK (opt_out IN (0, 1)),
    night_worker TEXT CHECK (night_worker IN ('yes', 'no', 'auto')),
    agency INTEGER CHECK (agency IN (0, 1)),
    "from" TEXT,
    "to" TEXT,
    max_consecutive_days INTEGER,
    max_consecutive_nights INTEGER,
    min_consecutive_days_off INTEGER,
    rest_after_nights_minutes INTEGER,
    max_weekends_in_4_weeks INTEGER,
    max_shifts_a_day INTEGER,
    agency_last INTEGER CHECK (agency_last IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE children (
    child TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    born TEXT,
    group_id TEXT NOT NULL REFERENCES groups (group_id),
    key_caregiver TEXT REFERENCES staff (staff),
    "from" TEXT,
    "to" TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE bonds (
    staff TEXT NOT NULL REFERENCES staff (staff),
    group_id TEXT NOT NULL REFERENCES groups (group_id),
    role TEXT NOT NULL CHECK (role IN ('key', 'team', 'relief', 'never')),
    PRIMARY KEY (staff, group_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE shifts (
    shift TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    start TEXT NOT NULL,
    "end" TEXT NOT NULL,
    break_minutes INTEGER CHECK (break_minutes >= 0),
    kind TEXT NOT NULL CHECK (kind IN ('day', 'night', 'sleep_in', 'on_call', 'meeting')),
    sleep_from TEXT,
    sleep_to TEXT,
    colour TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE demand (
    group_id TEXT NOT NULL, -- '*': the whole home
    shift TEXT NOT NULL,    -- or a window of time
    asleep INTEGER CHECK (asleep IN (0, 1)),
    day TEXT NOT NULL,
    skill TEXT NOT NULL DEFAULT '',
    min INTEGER NOT NULL CHECK (min >= 0),
    target INTEGER,
    max INTEGER,
    group_ref TEXT AS (nullif(group_id, '*')) REFERENCES groups (group_id),
    shift_ref TEXT AS (CASE WHEN instr(shift, ':') THEN NULL ELSE shift END)
        REFERENCES shifts (shift),
    PRIMARY KEY (group_id, shift, day, skill)
) STRICT, WITHOUT ROWID;

CREATE TABLE leave (
    staff TEXT NOT NULL REFERENCES staff (staff),
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    kind TEXT NOT NULL
        CHECK (kind IN ('annual', 'sick', 'maternity', 'training', 'unpaid', 'other')),
    minutes INTEGER CHECK (minutes >= 0),
    PRIMARY KEY (staff, "from", "to")
) STRICT, WITHOUT ROWID;

CREATE TABLE unavailable (
    staff TEXT NOT NULL REFERENCES staff (staff),
    day TEXT NOT NULL,
    "from" TEXT,
    "to" TEXT,
    reason TEXT,
    PRIMARY KEY (staff, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE requests (
    staff TEXT NOT NULL REFERENCES staff (staff),
    date TEXT NOT NULL,
    shift TEXT NOT NULL, -- or '*' (any) or 'off'
    wish TEXT NOT NULL CHECK (wish IN ('want', 'avoid')),
    weight INTEGER CHECK (weight BETWEEN 1 AND 10),
    shift_ref TEXT AS (CASE WHEN shift IN ('*', 'off') THEN NULL ELSE shift END)
        REFERENCES shifts (shift),
    PRIMARY KEY (staff, date, shift)
) STRICT, WITHOUT ROWID;

-- Named draft rotas and what the planner said of them (NULL: not planned). seq: newest last.
CREATE TABLE plans (
    name TEXT NOT NULL PRIMARY KEY,
    seq INTEGER NOT NULL UNIQUE,
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    status TEXT NOT NULL,
    proven INTEGER NOT NULL DEFAULT 0 CHECK (proven IN (0, 1)),
    objective REAL,
    bound REAL,
    seconds REAL
) STRICT, WITHOUT ROWID;

-- What each part of the objective gave, in points.
CREATE TABLE plan_parts (
    plan TEXT NOT NULL REFERENCES plans (name) ON DELETE CASCADE,
    part INTEGER NOT NULL,
    points REAL,
    PRIMARY KEY (plan, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE assignments (
    plan TEXT NOT NULL, -- '': the rota of record
    date TEXT NOT NULL,
    shift TEXT NOT NULL REFERENCES shifts (shift),
    group_id TEXT NOT NULL, -- '*': the whole home
    staff TEXT NOT NULL REFERENCES staff (staff),
    pinned INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1)),
    plan_ref TEXT AS (nullif(plan, '')) REFERENCES plans (name) ON DELETE CASCADE,
    group_ref TEXT AS (nullif(group_id, '*')) REFERENCES groups (group_id),
    PRIMARY KEY (plan, date, shift, group_id, staff)
) STRICT, WITHOUT ROWID;

CREATE TABLE worked (
    staff TEXT NOT NULL REFERENCES staff (staff),
    start TEXT NOT NULL, -- local time, with its offset where the clock shows it twice
    "end" TEXT NOT NULL,
    group_id TEXT,
    break_minutes INTEGER CHECK (break_minutes >= 0),
    sleep_minutes INTEGER CHECK (sleep_minutes >= 0),
    kind TEXT CHECK (kind IN ('day', 'night', 'sleep_in', 'on_call', 'meeting')),
    group_ref TEXT AS (nullif(group_id, '*')) REFERENCES groups (group_id),
    PRIMARY KEY (staff, start)
) STRICT, WITHOUT ROWID;
