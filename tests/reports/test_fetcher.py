"""The renderer reaches our packaged assets and nothing else."""

from pathlib import Path

import pytest
from weasyprint.urls import FatalURLFetchingError

from hrdd.reports import pdf
from hrdd.reports.fetcher import ASSETS, PackagedAssetsOnly

FORBIDDEN = [
    "http://127.0.0.1:1/",
    "https://workbench.example/static/css/print/report.css",
    "https://report-asset/css/print/report.css",
    "ftp://127.0.0.1/x",
    "file:///etc/passwd",
    "FILE:///etc/passwd",
    "data:text/css,body{}",
    "data:image/png;base64,AAAA",
    "report-asset://css/print/report.css",
    "report-asset:css/print/../../../pyproject.toml",
    "report-asset:css/print/report.css?x",
    "report-asset:css/print/report.css#x",
    "REPORT-ASSET:css/print/report.css",
    "report:css/print/report.css",
    "/etc/passwd",
]


@pytest.mark.parametrize("url", FORBIDDEN)
def test_every_other_address_is_refused(url: str) -> None:
    with pytest.raises(FatalURLFetchingError):
        PackagedAssetsOnly().fetch(url)


def test_a_redirect_cannot_be_followed() -> None:
    handlers = PackagedAssetsOnly().handlers
    assert not any("Redirect" in type(handler).__name__ for handler in handlers)


@pytest.mark.parametrize("url", ASSETS)
def test_our_own_assets_are_there(url: str) -> None:
    assert PackagedAssetsOnly().fetch(url).read()


@pytest.mark.parametrize(
    "html",
    [
        '<img src="http://127.0.0.1:1/x.png" alt="x">',
        '<img src="x.png" alt="x">',
        '<link rel="stylesheet" href="file:///etc/passwd">',
        "<style>@import url(https://workbench.example/x.css);</style>",
        "<style>p { background: url(file:///etc/passwd) }</style><p>x</p>",
        "<style>@font-face { font-family: x; src: url(file:///etc/passwd) }</style><p>x</p>",
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image width="9" height="9" href="file:///etc/passwd"/></svg>',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<object data="file:///etc/passwd" type="image/png">x</object>',
    ],
)
def test_a_page_that_asks_for_more_stops_the_report(html: str, tmp_path: Path) -> None:
    page = f"<!DOCTYPE html><html lang='en'><title>x</title><body>{html}</body></html>"
    with pytest.raises(pdf.FetchRefusedError):
        pdf.Press(tmp_path).lay_out("part", page, first_page=1)
