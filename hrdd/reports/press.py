"""A short page as PDF, made in a process of its own: the renderer's time and memory are not the web's to pay.

python -m hrdd.reports.press    reads HTML, writes PDF
"""

import os
import subprocess
import sys

from django.conf import settings

PATIENCE = 60


def pdf_in_a_process(html: str) -> bytes:
    """Returns the PDF; raises subprocess.SubprocessError when it could not be made in a minute."""
    command = [sys.executable, "-m", "hrdd.reports.press"]
    done = subprocess.run(  # noqa: S603 (our own words)
        command,
        input=html.encode("utf-8", "replace"),
        capture_output=True,
        check=True,
        timeout=PATIENCE,
        cwd=settings.BASE_DIR,
    )
    return done.stdout


def pdf(html: str) -> bytes:
    """Returns the PDF, tagged (PDF/UA-1); nothing but our own style sheet is loaded."""
    # Loading the renderer takes a second and thirty megabytes: only this process should pay.
    import weasyprint

    from hrdd.reports.fetcher import PREFIX, PackagedAssetsOnly

    fetcher = PackagedAssetsOnly()
    css = weasyprint.CSS(url=f"{PREFIX}css/print/leaflet.css", url_fetcher=fetcher)
    source = weasyprint.HTML(string=html, url_fetcher=fetcher, base_url="report:")
    content: bytes = source.write_pdf(stylesheets=[css], pdf_variant="pdf/ua-1")
    if fetcher.refused:
        raise RuntimeError(f"A leaflet may not load {fetcher.refused[0][:200]!r}")
    return content


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hrdd.settings")
    sys.stdout.buffer.write(pdf(sys.stdin.buffer.read().decode()))
