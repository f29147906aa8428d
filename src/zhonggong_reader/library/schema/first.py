"""Version 1: shelves and their counts, channels, headlines, articles and the pages they came from."""

from typing import Final

STEP: Final = """
-- A list of headlines and how many it holds. Triggers keep the counts: nothing is counted by scanning.
CREATE TABLE shelf (
  id              INTEGER PRIMARY KEY,          -- 0: the whole library; else the channel of this id
  articles        INTEGER NOT NULL DEFAULT 0,
  unread          INTEGER NOT NULL DEFAULT 0,
  starred         INTEGER NOT NULL DEFAULT 0,
  starred_unread  INTEGER NOT NULL DEFAULT 0
) STRICT;

INSERT INTO shelf (id) VALUES (0);

-- The same counts for each span of 2^39 microseconds (about six days), so that row number n of a
-- list is found, and a row's number, by adding up spans and counting inside one of them.
CREATE TABLE span (
  shelf           INTEGER NOT NULL REFERENCES shelf,
  span            INTEGER NOT NULL,             -- time >> 39
  articles        INTEGER NOT NULL,
  unread          INTEGER NOT NULL,
  starred         INTEGER NOT NULL,
  starred_unread  INTEGER NOT NULL,
  PRIMARY KEY (shelf, span)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER span_came AFTER INSERT ON span BEGIN
  UPDATE shelf SET
    articles = articles + new.articles,
    unread = unread + new.unread,
    starred = starred + new.starred,
    starred_unread = starred_unread + new.starred_unread
  WHERE id = new.shelf;
END;

CREATE TRIGGER span_changed AFTER UPDATE ON span BEGIN
  UPDATE shelf SET
    articles = articles + new.articles - old.articles,
    unread = unread + new.unread - old.unread,
    starred = starred + new.starred - old.starred,
    starred_unread = starred_unread + new.starred_unread - old.starred_unread
  WHERE id = new.shelf;
END;

CREATE TABLE channel (
  id             INTEGER PRIMARY KEY REFERENCES shelf,
  -- came from the site
  slug           TEXT NOT NULL UNIQUE,
  name           TEXT NOT NULL,
  address        TEXT NOT NULL,
  place          INTEGER NOT NULL,              -- in the menu; those that left it come last
  etag           TEXT,
  last_modified  TEXT,
  -- ours
  fetched        INTEGER,                       -- when its list last came or was found unchanged
  failed         INTEGER,                       -- when the last attempt failed; NULL: it did not
  failure        TEXT
) STRICT;

-- find a channel by what the reader calls it
CREATE INDEX channel_by_name ON channel (name);

CREATE TABLE headline (
  id             INTEGER PRIMARY KEY,
  -- came from the site
  address        TEXT NOT NULL UNIQUE,
  title          TEXT NOT NULL,
  channel        TEXT,                          -- name as printed; in which lists it stands: listing
  source         TEXT,
  published      INTEGER,
  label          TEXT,
  picture        TEXT,
  -- ours
  seen           INTEGER NOT NULL,              -- when it first came
  time           INTEGER NOT NULL,              -- its place in every list: published, else seen
  kept           INTEGER NOT NULL DEFAULT 0 CHECK (kept IN (0, 1)),  -- there is an article
  read           INTEGER NOT NULL DEFAULT 0 CHECK (read IN (0, 1)),
  read_when      INTEGER,
  starred        INTEGER NOT NULL DEFAULT 0 CHECK (starred IN (0, 1)),
  starred_when   INTEGER,
  block          INTEGER,                       -- where the reader stood; NULL: never opened
  offset         INTEGER
) STRICT;

-- those whose place is out of date: lists stand still while they are read, so places are brought
-- up to date when a list is opened
CREATE INDEX headline_unsettled ON headline (id) WHERE time <> coalesce(published, seen);

CREATE TABLE listing (
  id        INTEGER PRIMARY KEY,                -- in the order of arrival: the mark of a ListView
  shelf     INTEGER NOT NULL REFERENCES shelf,
  headline  INTEGER NOT NULL REFERENCES headline ON DELETE CASCADE,
  -- copies out of headline, kept by triggers, so that each kind of list has an index of its own
  time      INTEGER NOT NULL,
  read      INTEGER NOT NULL,
  starred   INTEGER NOT NULL,
  kept      INTEGER NOT NULL,
  UNIQUE (headline, shelf)                      -- is it in this list? change all copies of it
) STRICT;

-- pages of each kind of list, newest first (read backwards)
CREATE INDEX listing_all            ON listing (shelf, time, headline);
CREATE INDEX listing_unread         ON listing (shelf, time, headline) WHERE read = 0;
CREATE INDEX listing_starred        ON listing (shelf, time, headline) WHERE starred = 1;
CREATE INDEX listing_starred_unread ON listing (shelf, time, headline) WHERE starred = 1 AND read = 0;
-- what sync still has to fetch, newest first
CREATE INDEX listing_missing        ON listing (shelf, time, headline) WHERE kept = 0;

CREATE TRIGGER headline_came AFTER INSERT ON headline BEGIN
  INSERT INTO listing (shelf, headline, time, read, starred, kept)
  VALUES (0, new.id, new.time, new.read, new.starred, new.kept);
END;

CREATE TRIGGER headline_changed AFTER UPDATE OF time, read, starred, kept ON headline
WHEN (old.time, old.read, old.starred, old.kept) <> (new.time, new.read, new.starred, new.kept)
BEGIN
  UPDATE listing SET time = new.time, read = new.read, starred = new.starred, kept = new.kept
  WHERE headline = new.id;
END;

CREATE TRIGGER listing_came AFTER INSERT ON listing BEGIN
  INSERT INTO span (shelf, span, articles, unread, starred, starred_unread)
  VALUES (new.shelf, new.time >> 39, 1, NOT new.read, new.starred, new.starred AND NOT new.read)
  ON CONFLICT (shelf, span) DO UPDATE SET
    articles = articles + 1,
    unread = unread + (NOT new.read),
    starred = starred + new.starred,
    starred_unread = starred_unread + (new.starred AND NOT new.read);
END;

CREATE TRIGGER listing_went AFTER DELETE ON listing BEGIN
  UPDATE span SET
    articles = articles - 1,
    unread = unread - (NOT old.read),
    starred = starred - old.starred,
    starred_unread = starred_unread - (old.starred AND NOT old.read)
  WHERE shelf = old.shelf AND span = old.time >> 39;
END;

CREATE TRIGGER listing_moved AFTER UPDATE OF time ON listing WHEN old.time <> new.time BEGIN
  UPDATE span SET
    articles = articles - 1,
    unread = unread - (NOT old.read),
    starred = starred - old.starred,
    starred_unread = starred_unread - (old.starred AND NOT old.read)
  WHERE shelf = old.shelf AND span = old.time >> 39;
  INSERT INTO span (shelf, span, articles, unread, starred, starred_unread)
  VALUES (new.shelf, new.time >> 39, 1, NOT new.read, new.starred, new.starred AND NOT new.read)
  ON CONFLICT (shelf, span) DO UPDATE SET
    articles = articles + 1,
    unread = unread + (NOT new.read),
    starred = starred + new.starred,
    starred_unread = starred_unread + (new.starred AND NOT new.read);
END;

CREATE TRIGGER listing_marked AFTER UPDATE OF read, starred ON listing
WHEN old.time = new.time AND (old.read, old.starred) <> (new.read, new.starred)
BEGIN
  UPDATE span SET
    unread = unread + (NOT new.read) - (NOT old.read),
    starred = starred + new.starred - old.starred,
    starred_unread = starred_unread + (new.starred AND NOT new.read) - (old.starred AND NOT old.read)
  WHERE shelf = new.shelf AND span = new.time >> 39;
END;

CREATE TABLE article (
  headline       INTEGER PRIMARY KEY REFERENCES headline ON DELETE CASCADE,
  -- came from the site
  content        BLOB NOT NULL,                 -- the article as JSON, deflated
  sha256         BLOB NOT NULL,                 -- of content
  etag           TEXT,
  last_modified  TEXT,
  -- ours
  fetched        INTEGER NOT NULL               -- when it last came or was found unchanged
) STRICT;

CREATE TRIGGER article_came AFTER INSERT ON article BEGIN
  UPDATE headline SET kept = 1 WHERE id = new.headline;
END;

CREATE TRIGGER article_went AFTER DELETE ON article BEGIN
  UPDATE headline SET kept = 0 WHERE id = old.headline;
END;

-- the answer of the server as it came, beside the article that was understood from it
CREATE TABLE page (
  headline       INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE,
  address        TEXT NOT NULL,                 -- after redirects
  body           BLOB NOT NULL,                 -- deflated
  sha256         BLOB NOT NULL,                 -- of body
  content_type   TEXT,
  fetched        INTEGER NOT NULL
) STRICT;

-- what the site says on every page, as JSON by name
CREATE TABLE site (
  name   TEXT PRIMARY KEY,
  value  TEXT NOT NULL
) STRICT;
"""
