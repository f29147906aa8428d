"""A version's step: how far imports have come that were not finished."""

from typing import Final

STEP: Final = """
-- written with each batch of an import, deleted at its end
CREATE TABLE import_mark (
  source  TEXT PRIMARY KEY,                     -- what the file is known by
  offset  INTEGER NOT NULL,                     -- bytes of it that are taken in
  line    INTEGER NOT NULL,                     -- lines of it that are taken in
  before  TEXT NOT NULL                         -- digest of the bytes right before the offset
) STRICT, WITHOUT ROWID;
"""
