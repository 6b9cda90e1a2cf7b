"""The tables of a collection in PostgreSQL, in steps: each version of the tables is one step from the one before it.

Everything stands in one schema, `parade`, so that it can stand beside tables of others and be dropped as a whole.
"""

from __future__ import annotations

SCHEMA = "parade"
READER = "parade_lezer"
"""A role that may read and no more: `GRANT parade_lezer TO …` gives its rights to who logs in."""

_FIRST = """
CREATE TABLE {schema}.collection (name text PRIMARY KEY, value jsonb NOT NULL);
COMMENT ON TABLE {schema}.collection IS 'What the collection is: its settings, and the figures of its search';

CREATE TABLE {schema}.records (
    number integer PRIMARY KEY,
    type text NOT NULL,
    list text NOT NULL,
    id text COLLATE "C" NOT NULL,
    url text NOT NULL,
    hash text NOT NULL,
    data jsonb NOT NULL,
    UNIQUE (type, list, id)
);
COMMENT ON TABLE {schema}.records IS 'Every record and every begrip as written; hash tells whether it changed';

CREATE TABLE {schema}.searched (
    record integer PRIMARY KEY,
    id text COLLATE "C" NOT NULL,
    told integer NOT NULL,
    newest text COLLATE "C" NOT NULL
);
COMMENT ON TABLE {schema}.searched IS 'What search needs of a voorbeeld: how much it tells (of 100), its newest date';

CREATE TABLE {schema}.terms (
    term text COLLATE "C" PRIMARY KEY,
    number integer NOT NULL UNIQUE,
    holding integer NOT NULL,
    highest integer NOT NULL,
    is_term boolean NOT NULL,
    is_lemma boolean NOT NULL,
    is_named boolean NOT NULL
);
COMMENT ON TABLE {schema}.terms IS 'Words, places and begrippen: in how many records, and the highest weight there';

CREATE TABLE {schema}.weights (term integer NOT NULL, record integer NOT NULL, weight smallint NOT NULL);
COMMENT ON TABLE {schema}.weights IS 'How much a term tells of a record, whole (BM25F, parade/index/weights.py)';

CREATE TABLE {schema}.neighbours (record integer NOT NULL, rank smallint NOT NULL, neighbour integer NOT NULL);
COMMENT ON TABLE {schema}.neighbours IS 'The five records that are nearest to each by text, from which it borrows';

CREATE TABLE {schema}.facets (
    record integer NOT NULL,
    facet text COLLATE "C" NOT NULL,
    rank smallint NOT NULL,
    value text COLLATE "C" NOT NULL
);
COMMENT ON TABLE {schema}.facets IS 'What voorbeelden can be filtered by; gemeente is where one is';

CREATE TABLE {schema}.exceptions (word text COLLATE "C" PRIMARY KEY, lemma text NOT NULL);
CREATE TABLE {schema}.stems (word text COLLATE "C" PRIMARY KEY, terms jsonb NOT NULL);
CREATE TABLE {schema}.parts (word text COLLATE "C" PRIMARY KEY, terms jsonb NOT NULL);
CREATE TABLE {schema}.concepts (phrase text COLLATE "C" PRIMARY KEY, terms jsonb NOT NULL);
COMMENT ON TABLE {schema}.exceptions IS 'Forms of words that no rule of endings leads to their lemma';
COMMENT ON TABLE {schema}.stems IS 'The terms that share a stem with a word';
COMMENT ON TABLE {schema}.parts IS 'The parts of compounds that no rule takes apart';
COMMENT ON TABLE {schema}.concepts IS 'The names of begrippen, as lemmas with spaces between';
"""

STEPS = (_FIRST,)
"""Step n brings the tables from version n to version n + 1. Steps that stand here never change: add one."""

INDEXES = """
CREATE UNIQUE INDEX IF NOT EXISTS weights_of_term ON {schema}.weights (term, record) INCLUDE (weight);
CREATE INDEX IF NOT EXISTS weights_of_record ON {schema}.weights (record);
CREATE UNIQUE INDEX IF NOT EXISTS neighbours_of_record ON {schema}.neighbours (record, rank) INCLUDE (neighbour);
CREATE INDEX IF NOT EXISTS neighbours_lent_to ON {schema}.neighbours (neighbour) INCLUDE (record);
CREATE UNIQUE INDEX IF NOT EXISTS facets_of_record ON {schema}.facets (record, facet, rank) INCLUDE (value);
CREATE INDEX IF NOT EXISTS facets_by_value ON {schema}.facets (facet, value) INCLUDE (record);
"""
"""Made after the first load, which goes faster without."""

ROLE = f"""
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{READER}') THEN
        CREATE ROLE {READER} NOLOGIN;
    END IF;
END $$;
"""
GRANTS = f"""
GRANT USAGE ON SCHEMA {{schema}} TO {READER};
GRANT SELECT ON ALL TABLES IN SCHEMA {{schema}} TO {READER};
"""

OF_A_RECORD = {
    "searched": ("record", "id", "told", "newest"),
    "weights": ("record", "term", "weight"),
    "neighbours": ("record", "rank", "neighbour"),
    "facets": ("record", "facet", "rank", "value"),
}
"""The tables that hold rows of a record, with the columns in the order in which they are written."""

RECORDS = ("number", "type", "list", "id", "url", "hash", "data")
LEXICON = {
    "terms": "term",
    "exceptions": "word",
    "stems": "word",
    "parts": "word",
    "concepts": "phrase",
    "collection": "name",
}
"""The small tables that are compared row by row, each with its key."""
