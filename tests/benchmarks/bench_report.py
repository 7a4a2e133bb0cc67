"""The report of 200 and of 2,000 risks, beside its floor.

The floor is the same text through the same renderer as bare headings and paragraphs, in the same letters and
size: no tags, no links, no bookmarks, no colours, no list in order, no running titles. Seconds are those of
the processor, so that a busy machine does not spoil the comparison; memory is the peak of a process that does
nothing else. Both have made one small file before, as a worker has. Each figure is the best of three runs at
200 risks, and one run at 2,000.
"""

import json
import os
import resource
import subprocess
import sys
import time
from html import escape
from io import BytesIO
from typing import Any

from tests.benchmarks.table import Row

SMALL, LARGE = 200, 2000


def main() -> list[Row]:
    """Returns seconds and memory of both reports beside their floors, and the large beside the small."""
    rows: list[Row] = []
    reports: dict[int, dict[str, float]] = {}
    for count, runs in ((SMALL, 3), (LARGE, 1)):
        report, floor = _best("report", count, runs), _best("floor", count, runs)
        reports[count] = report
        note = f"{report['pages']:.0f} pages"
        for key, unit, target in (("seconds", "s", 1.5), ("memory", "MB", 2.0)):
            rows.append(Row(f"report of {count} risks: {key}", report[key], floor[key], unit, target, note))
    large, small = reports[LARGE]["seconds"], reports[SMALL]["seconds"]
    rows.append(Row(f"report of {LARGE} risks beside {SMALL}", large, small, "s", 11))
    return rows


def _best(kind: str, count: int, runs: int) -> dict[str, float]:
    found = [_measured(kind, count) for _ in range(runs)]
    return {key: min(run[key] for run in found) for key in found[0]}


def _measured(kind: str, count: int) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.bench_report", kind, str(count)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    result: dict[str, float] = json.loads(run.stdout.splitlines()[-1])
    return result


def measure(kind: str, count: int) -> dict[str, float]:
    """Returns seconds, pages and peak megabytes of one rendering in this process."""
    import pikepdf
    import weasyprint

    from hrdd.reports.pdf import render_pdf
    from tests.reports import sample

    document = sample.document(count)
    if kind == "report":
        render_pdf(sample.document(1))
        start = time.process_time()
        content = render_pdf(document)
        seconds = time.process_time() - start
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        with pikepdf.open(BytesIO(content)) as pdf:
            return {"seconds": seconds, "pages": len(pdf.pages), "memory": memory}
    html = bare(document)
    weasyprint.HTML(string=bare(sample.document(1))).write_pdf()
    start = time.process_time()
    rendered = weasyprint.HTML(string=html).render()
    rendered.write_pdf()
    seconds = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "pages": len(rendered.pages), "memory": memory}


def bare(document: Any) -> str:
    """Returns every risk's text, once, as headings and paragraphs."""
    from hrdd.reports.layout import arrange

    lines = [
        "<!DOCTYPE html><html lang='en'><meta charset='utf-8'><title>Floor</title>",
        '<style>html { font: 9.25pt "DejaVu Sans Condensed" }</style>',
    ]
    for block in arrange(document, digest="0" * 64).blocks:
        lines.append(f"<h2>{block.rank}. {escape(block.title.text)}</h2>")
        lines.append(f"<p>{block.band} {escape(block.band_word)} {escape(block.facts)}</p>")
        if block.not_consulted:
            lines.append("<p>Not consulted: no input from the people concerned is recorded.</p>")
        lines += [f"<p>{escape(part.text)}</p>" for part in block.description]
        for entry in (*block.measures, *block.entries):
            lines.append(f"<p>{escape(entry.label)} {escape(entry.run_on)}</p>")
            lines += [f"<p>{escape(part.text)}</p>" for part in entry.below]
    return "\n".join(lines)


def _ready() -> None:
    import django

    # Laying out needs no database and no broker: any address will do where none is set.
    for name, value in {
        "DJANGO_SETTINGS_MODULE": "hrdd.settings",
        "HRDD_DEBUG": "1",
        "SECRET_KEY": "benchmark",
        "IDENTITY_SECRETS": "a secret of the benchmark, long enough to be one",
        "ALLOWED_HOSTS": "localhost",
        "BASE_URL": "http://localhost",
        "DATABASE_URL": "postgresql://nobody@localhost/none",
        "CELERY_BROKER_URL": "redis://localhost/0",
    }.items():
        os.environ.setdefault(name, value)
    django.setup()


if __name__ == "__main__":
    _ready()
    if len(sys.argv) == 3:
        print(json.dumps(measure(sys.argv[1], int(sys.argv[2]))))
    else:
        for row in main():
            print(row)
