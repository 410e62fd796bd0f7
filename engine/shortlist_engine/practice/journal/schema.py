"""The tables of the progress file. Times are seconds since 1970, UTC; a day is the user's own."""

from __future__ import annotations

VERSION = 1
"""Grows with the tables. A file of a newer version is not read (`database.py`)."""
APPLICATION = 0x53685072
"""Marks the file as ours: "ShPr"."""

TABLES = """
CREATE TABLE problems (
    id TEXT PRIMARY KEY, item TEXT NOT NULL, title TEXT NOT NULL, rating REAL,
    tags TEXT NOT NULL, voice TEXT NOT NULL, digest TEXT NOT NULL);
CREATE INDEX problems_by_item ON problems (item);
CREATE TABLE contests (
    id INTEGER PRIMARY KEY, started INTEGER NOT NULL, seconds INTEGER NOT NULL, rating REAL,
    finished INTEGER, solved INTEGER, penalty INTEGER);
CREATE TABLE contest_problems (
    contest INTEGER NOT NULL REFERENCES contests, place INTEGER NOT NULL,
    problem TEXT NOT NULL REFERENCES problems, PRIMARY KEY (contest, place));
CREATE TABLE rounds (
    id INTEGER PRIMARY KEY, problem TEXT NOT NULL REFERENCES problems, opened INTEGER NOT NULL,
    language TEXT NOT NULL, file TEXT NOT NULL, contest INTEGER REFERENCES contests,
    closed INTEGER, day TEXT, outcome TEXT CHECK (outcome IN ('solved', 'given_up')),
    grade INTEGER);
CREATE INDEX rounds_by_problem ON rounds (problem);
CREATE UNIQUE INDEX one_open_round ON rounds (problem) WHERE outcome IS NULL;
CREATE TABLE tries (
    id INTEGER PRIMARY KEY, round INTEGER NOT NULL REFERENCES rounds, at INTEGER NOT NULL,
    language TEXT NOT NULL, program TEXT NOT NULL, verdict TEXT NOT NULL, groups TEXT NOT NULL,
    failure_shown INTEGER NOT NULL DEFAULT 0);
CREATE INDEX tries_by_round ON tries (round);
CREATE TABLE hints (
    round INTEGER NOT NULL REFERENCES rounds, number INTEGER NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (round, number));
CREATE TABLE cards (
    item TEXT PRIMARY KEY, due INTEGER NOT NULL, card TEXT NOT NULL);
CREATE TABLE ratings (
    id INTEGER PRIMARY KEY, at INTEGER NOT NULL, rating REAL NOT NULL, deviation REAL NOT NULL,
    volatility REAL NOT NULL, cause TEXT NOT NULL CHECK (cause IN ('set', 'problem', 'contest')),
    round INTEGER REFERENCES rounds, contest INTEGER REFERENCES contests);
"""
