"""What the reader did to marks, so that it can be undone, and which articles were opened when."""

from typing import Final

STEP: Final = """
-- What changes is copied alone: an index in which nothing changes is left as it is.
DROP TRIGGER headline_changed;

CREATE TRIGGER headline_moved AFTER UPDATE OF time ON headline WHEN old.time <> new.time BEGIN
  UPDATE listing SET time = new.time WHERE headline = new.id AND shelf >= 0;
END;

CREATE TRIGGER headline_read AFTER UPDATE OF read ON headline WHEN old.read <> new.read BEGIN
  UPDATE listing SET read = new.read WHERE headline = new.id;
END;

CREATE TRIGGER headline_starred AFTER UPDATE OF starred ON headline WHEN old.starred <> new.starred BEGIN
  UPDATE listing SET starred = new.starred WHERE headline = new.id;
END;

CREATE TRIGGER headline_kept AFTER UPDATE OF kept ON headline WHEN old.kept <> new.kept BEGIN
  UPDATE listing SET kept = new.kept WHERE headline = new.id;
END;

-- Something that the reader did to marks, in the order of doing.
CREATE TABLE deed (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  mark    TEXT NOT NULL CHECK (mark IN ('read', 'starred')),
  given   INTEGER NOT NULL CHECK (given IN (0, 1)),   -- 0: taken away
  reach   TEXT NOT NULL,                        -- model.Reach
  name    TEXT,                                 -- of the article or the list, as the reader saw it
  time    INTEGER NOT NULL,
  -- the greatest id of a headline that is still the one it was: ids of the newest headlines that
  -- went are given away again
  safe    INTEGER NOT NULL DEFAULT 0x7FFFFFFFFFFFFFFF
) STRICT;

-- The headlines of a deed, as many as one transaction changes. All that is undone is newer than all
-- that is not.
CREATE TABLE deed_part (
  deed     INTEGER NOT NULL REFERENCES deed ON DELETE CASCADE,
  number   INTEGER NOT NULL,                    -- 0, 1, … in a deed
  undone   INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
  entries  BLOB NOT NULL,                       -- JSON, deflated: [[headline, when it had been marked], …]
  PRIMARY KEY (deed, number)
) STRICT;

CREATE TRIGGER headline_went AFTER DELETE ON headline
WHEN old.id > (SELECT coalesce(max(id), 0) FROM headline)
BEGIN
  UPDATE deed SET safe = (SELECT coalesce(max(id), 0) FROM headline)
  WHERE safe > (SELECT coalesce(max(id), 0) FROM headline);
END;

-- The reading history: a list like all others, whose times are those of the last opening.
INSERT INTO shelf (id) VALUES (-1);

-- What was opened since that list was. Lists stand still while they are read, so it is brought up
-- to date when it is opened.
CREATE TABLE opened (
  headline  INTEGER PRIMARY KEY REFERENCES headline ON DELETE CASCADE,
  time      INTEGER NOT NULL
) STRICT;

INSERT INTO opened (headline, time)
SELECT id, read_when FROM headline WHERE block IS NOT NULL AND read_when IS NOT NULL;
"""
