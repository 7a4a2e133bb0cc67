"""What the renderer may load: our own packaged assets, by name. Anything else stops the report.

A report is made of what people wrote. If one of them ever got an address past the escaping, the renderer
must not become her way to read this machine's files or the services beside it.
"""

from pathlib import Path

from django.conf import settings
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

PREFIX = "report-asset:"
ASSETS = {
    f"{PREFIX}css/print/{name}.css": (f"css/print/{name}.css", "text/css") for name in ("report", "leaflet")
}


class PackagedAssetsOnly(URLFetcher):  # type: ignore[misc]
    """Answers the names in ASSETS and nothing else: no scheme, host, path or redirect is looked at."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self.refused: list[str] = []

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002
        """Returns the asset; raises the renderer's fatal error for every other address."""
        if url not in ASSETS:
            # Noted as well, because the renderer swallows even fatal errors while it draws an SVG.
            self.refused.append(url)
            raise FatalURLFetchingError(f"A report may not load {url[:200]!r}")
        name, kind = ASSETS[url]
        content = Path(settings.BASE_DIR, "static", name).read_bytes()
        return URLFetcherResponse(url, content, {"Content-Type": kind})
