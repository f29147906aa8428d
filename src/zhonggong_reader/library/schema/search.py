"""Version 5: the index of words, and what it has still to take in.

An entry has the number `(time >> 43) << 26 | headline`: entries read backwards are the newest first, as
exactly as 2^43 microseconds are (a hundred days), and lead back to their headlines without a table of their
own. Finer spans would be truer and larger: numbers that stand close together take fewer bytes.
"""

from typing import Final

STEP: Final = """
-- terms of each headline and of its article, as library/terms.py makes them: no text, no positions
CREATE VIRTUAL TABLE entry USING fts5 (
  terms, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);

-- headlines whose entry is missing or out of date, in the order in which that came to be
CREATE TABLE unindexed (
  id        INTEGER PRIMARY KEY,
  headline  INTEGER NOT NULL UNIQUE REFERENCES headline ON DELETE CASCADE
) STRICT;

INSERT INTO unindexed (headline) SELECT id FROM headline ORDER BY time, id;

CREATE TRIGGER entry_came AFTER INSERT ON headline BEGIN
  INSERT INTO unindexed (headline) VALUES (new.id) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER entry_changed AFTER UPDATE OF title, channel, source ON headline
WHEN (old.title, old.channel, old.source) IS NOT (new.title, new.channel, new.source)
BEGIN
  INSERT INTO unindexed (headline) VALUES (new.id) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER entry_moved AFTER UPDATE OF time ON headline WHEN old.time >> 43 <> new.time >> 43 BEGIN
  DELETE FROM entry WHERE rowid = (old.time >> 43) << 26 | old.id;
  INSERT INTO unindexed (headline) VALUES (new.id) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER entry_went AFTER DELETE ON headline BEGIN
  DELETE FROM entry WHERE rowid = (old.time >> 43) << 26 | old.id;
END;

CREATE TRIGGER entry_article_came AFTER INSERT ON article BEGIN
  INSERT INTO unindexed (headline) VALUES (new.headline) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER entry_article_changed AFTER UPDATE OF sha256 ON article WHEN old.sha256 <> new.sha256 BEGIN
  INSERT INTO unindexed (headline) VALUES (new.headline) ON CONFLICT DO NOTHING;
END;

-- the headline may be going as well
CREATE TRIGGER entry_article_went AFTER DELETE ON article
WHEN EXISTS (SELECT 1 FROM headline WHERE id = old.headline)
BEGIN
  INSERT INTO unindexed (headline) VALUES (old.headline) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER entry_listed AFTER INSERT ON listing
WHEN EXISTS (SELECT 1 FROM channel WHERE id = new.shelf)
BEGIN
  INSERT INTO unindexed (headline) VALUES (new.headline) ON CONFLICT DO NOTHING;
END;
"""
