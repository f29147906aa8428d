"""Version 2: the issues of the newspaper, page by page."""

from typing import Final

STEP: Final = """
-- the pages of the newspaper's issues; an issue is here once one of its pages named them all
CREATE TABLE paper_page (
  day      TEXT NOT NULL,                       -- 2026-10-05
  number   INTEGER NOT NULL,
  -- came from the site
  name     TEXT,
  address  TEXT NOT NULL,
  pdf      TEXT,
  -- ours
  fetched  INTEGER,                             -- when its list of articles came; NULL: not yet
  failure  TEXT,                                -- why the last attempt to fetch that failed
  PRIMARY KEY (day, number)
) STRICT, WITHOUT ROWID;

-- which articles stand on a page, and in which order
CREATE TABLE paper_article (
  day       TEXT NOT NULL,
  number    INTEGER NOT NULL,
  place     INTEGER NOT NULL,                   -- 0, 1, … on the page
  headline  INTEGER NOT NULL REFERENCES headline ON DELETE CASCADE,
  failure   TEXT,                               -- why the last attempt to fetch the article failed
  PRIMARY KEY (day, number, place),
  FOREIGN KEY (day, number) REFERENCES paper_page ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- a headline went, or its article came
CREATE INDEX paper_article_by_headline ON paper_article (headline);

CREATE TRIGGER paper_article_kept AFTER INSERT ON article BEGIN
  UPDATE paper_article SET failure = NULL WHERE headline = new.headline AND failure IS NOT NULL;
END;
"""
