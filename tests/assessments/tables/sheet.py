"""Tables as people would hand them in."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from hrdd.lib.sheets import csv_bytes, xlsx_bytes

HEADER = [
    "Title", "Category", "Nature", "Scale", "Scale reason", "Scope", "Scope reason", "Irremediability",
    "Irremediability reason", "Likelihood", "Groups", "Primary right", "Involvement",
]  # fmt: skip


def row(number: int, **changes: Any) -> list[Any]:
    """Returns a good row, of a potential risk."""
    values = {
        "Title": f"Harm {number}", "Category": "PRI", "Nature": "potential", "Scale": 1 + number % 5,
        "Scale reason": "Because.", "Scope": 2, "Scope reason": "Counted.", "Irremediability": "unknown",
        "Irremediability reason": "Nobody knows.", "Likelihood": 3, "Groups": "children; non_users",
        "Primary right": "privacy", "Involvement": "caused",
    }  # fmt: skip
    return [changes.get(name, values[name]) for name in HEADER]


def upload(rows: list[list[Any]], *, kind: str = "csv") -> SimpleUploadedFile:
    """Returns the rows under their header as a file."""
    content = csv_bytes(HEADER, rows) if kind == "csv" else xlsx_bytes(HEADER, rows)
    return SimpleUploadedFile(f"our risks.{kind}", content)
