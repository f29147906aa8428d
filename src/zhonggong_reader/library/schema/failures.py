"""A version's step: articles that could not be had."""

from typing import Final

STEP: Final = """
ALTER TABLE headline ADD COLUMN failed INTEGER;     -- when its article could not be had; NULL: it could
ALTER TABLE headline ADD COLUMN failure TEXT;       -- why

-- what could not be had, the latest first
CREATE INDEX headline_failed ON headline (failed) WHERE failed IS NOT NULL;

CREATE TRIGGER article_mended AFTER INSERT ON article BEGIN
  UPDATE headline SET failed = NULL, failure = NULL WHERE id = new.headline AND failed IS NOT NULL;
END;

CREATE TRIGGER article_mended_again AFTER UPDATE OF fetched ON article BEGIN
  UPDATE headline SET failed = NULL, failure = NULL WHERE id = new.headline AND failed IS NOT NULL;
END;
"""
