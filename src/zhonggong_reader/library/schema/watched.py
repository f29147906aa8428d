"""The words that the reader watches, and the list of headlines in which one of them stands."""

from typing import Final

STEP: Final = """
-- Headlines with a watched word in title or text: a list like all others.
INSERT INTO shelf (id) VALUES (-2);

CREATE TABLE watched (
  word   TEXT PRIMARY KEY,                      -- folded, its tokens apart by blanks
  -- coming: what was here before it is still to be listed; going: what only it has listed is still to
  -- be taken out
  state  TEXT NOT NULL CHECK (state IN ('coming', 'whole', 'going'))
) STRICT, WITHOUT ROWID;

-- In all lists but the history a headline stands where its own time puts it.
DROP TRIGGER headline_moved;

CREATE TRIGGER headline_moved AFTER UPDATE OF time ON headline WHEN old.time <> new.time BEGIN
  UPDATE listing SET time = new.time WHERE headline = new.id AND shelf <> -1;
END;
"""
