"""Searches that are kept: each is a shelf, so that it has lists, counts and marks as a channel has."""

from typing import Final

STEP: Final = """
CREATE TABLE saved (
  id       INTEGER PRIMARY KEY REFERENCES shelf,
  name     TEXT NOT NULL UNIQUE,
  query    TEXT NOT NULL,                       -- as it is typed
  filled   INTEGER NOT NULL DEFAULT 0 CHECK (filled IN (0, 1))  -- it has what was here before it
) STRICT;
"""
