"""Earlier texts of articles, what the site has withdrawn, and what keeping the library small has cleared."""

from typing import Final

STEP: Final = """
-- an article as it stood before the site changed it
CREATE TABLE edition (
  id        INTEGER PRIMARY KEY,                -- rising with age: the first one has the least
  headline  INTEGER NOT NULL REFERENCES headline ON DELETE CASCADE,
  content   BLOB NOT NULL,                      -- as in article
  sha256    BLOB NOT NULL,                      -- of content
  fetched   INTEGER NOT NULL,                   -- when it last came or was found unchanged
  replaced  INTEGER NOT NULL                    -- when the one after it came
) STRICT;

-- the earlier texts of an article, newest first
CREATE INDEX edition_by_headline ON edition (headline, id);

ALTER TABLE headline ADD COLUMN changed INTEGER;    -- when its article last came changed; NULL: never
ALTER TABLE headline ADD COLUMN withdrawn INTEGER;  -- since when the site lacks it; NULL: it has it

-- what the limits of keeping have taken away: the site's lists do not bring it back by themselves
CREATE TABLE cleared (
  address  INTEGER PRIMARY KEY,                 -- 64 bits of its SHA-256
  read     INTEGER NOT NULL CHECK (read IN (0, 1)),
  time     INTEGER NOT NULL                     -- when
) STRICT;

-- work on the library itself, by name: when it was last done
CREATE TABLE upkeep (
  work  TEXT PRIMARY KEY,
  done  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
"""
