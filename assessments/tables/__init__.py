"""Risks out of a table that somebody hands in: which column is what, and what each row says."""

from assessments.tables.columns import FIELDS, NEEDED, guess
from assessments.tables.rows import Problem, Reader
from hrdd.lib.sheets import picked

__all__ = ["FIELDS", "NEEDED", "Problem", "Reader", "guess", "picked"]
