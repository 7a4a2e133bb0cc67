"""Tables in and out: CSV and XLSX, never trusted when read, never dangerous when written. No tables of ours.

table = read_table(stream)                     -> Table, or Unreadable with a sentence for the person
guess(header, fields, also), picked(row, mapping) -> which column is what, and a row's texts by field
csv_bytes(header, rows), csv_lines(...)        -> the same texts, formulas made harmless
xlsx_bytes(header, rows, title=...), write_xlsx(target, ...)
"""

from hrdd.lib.sheets.columns import guess, picked, spoken
from hrdd.lib.sheets.limits import LIMITS, Limits, Unreadable
from hrdd.lib.sheets.reading import read_table
from hrdd.lib.sheets.table import Table
from hrdd.lib.sheets.writing import csv_bytes, csv_lines, write_xlsx, xlsx_bytes

__all__ = [
    "LIMITS",
    "Limits",
    "Table",
    "Unreadable",
    "csv_bytes",
    "csv_lines",
    "guess",
    "picked",
    "read_table",
    "spoken",
    "write_xlsx",
    "xlsx_bytes",
]
