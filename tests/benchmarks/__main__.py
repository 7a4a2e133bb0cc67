"""Starts a PostgreSQL and a broker of its own, fills them, measures, prints, and takes all down again.

`python -m tests.benchmarks pages`, `... reports`, `... sheets` or `... codes` measures one part.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import django

from hrdd import local
from hrdd.local.supervisor import services
from tests.benchmarks.table import HEADING, Row


def pages() -> list[Row]:
    """Measures pages, in a database of a million risks."""
    from tests.benchmarks import bench_pages

    return bench_pages.main()


def reports() -> list[Row]:
    """Measures the renderer, each report in a process of its own."""
    from tests.benchmarks import bench_report

    return bench_report.main()


def sheets() -> list[Row]:
    """Measures tables in and out."""
    from tests.benchmarks import bench_sheets

    return bench_sheets.main()


def codes() -> list[Row]:
    """Measures whether a clock tells wrong, expired and missing codes apart."""
    from tests.benchmarks import bench_codes

    return bench_codes.main()


PARTS: dict[str, Callable[[], list[Row]]] = {
    "pages": pages,
    "reports": reports,
    "sheets": sheets,
    "codes": codes,
}


def run(wanted: list[str]) -> int:
    """Returns the exit status after printing the table."""
    path = Path(tempfile.mkdtemp(prefix="hrdd-bench-"))
    try:
        with services(local.Folder(path)):
            os.environ.update(local.environment(path))
            django.setup()
            from django.core.management import call_command

            call_command("migrate", verbosity=0)
            call_command("load_taxonomy", verbosity=0)
            call_command("collectstatic", interactive=False, verbosity=0)
            print(HEADING)
            for part in wanted or PARTS:
                for row in PARTS[part]():
                    print(row, flush=True)
    finally:
        shutil.rmtree(path, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
