"""Version 12: entries that tell what stands in threes in a text, and the day of the headline."""

from typing import Final

STEP: Final = """
-- An entry has its headline's day in Beijing. SQLite divides towards 0: the sum is above that in any year.
CREATE TRIGGER entry_redated AFTER UPDATE OF time ON headline
WHEN (old.time + 69120028800000000) / 86400000000 <> (new.time + 69120028800000000) / 86400000000
BEGIN
  INSERT INTO unindexed (headline) VALUES (new.id) ON CONFLICT DO NOTHING;
END;

-- entries made before this have neither
INSERT INTO entry (entry) VALUES ('delete-all');
INSERT INTO unindexed (headline) SELECT id FROM headline ORDER BY time, id ON CONFLICT DO NOTHING;
"""
