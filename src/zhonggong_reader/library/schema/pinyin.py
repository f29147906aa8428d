"""The readings of Han characters by pinyin, so that no search has to ask for them."""

from typing import Final

STEP: Final = """
-- characters of headlines, each with its readings, without tones, apart by blanks
CREATE TABLE reading (
  character  TEXT PRIMARY KEY,
  readings   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- entries made before this have no pinyin
INSERT INTO entry (entry) VALUES ('delete-all');
INSERT INTO unindexed (headline) SELECT id FROM headline ORDER BY time, id ON CONFLICT DO NOTHING;
"""
