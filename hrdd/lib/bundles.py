"""One style sheet and one script per page, joined from small files: few requests, no build step."""

import gzip
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHARED = "tokens base layout brand button field choice notice said page-head band sign-in answers routes"
APP = (
    "rail tabs steps heatmap filters register slope rubric form-step preview "
    "comments judged actor keys unsaved offers choosing worklist months path table empty pager fold "
    "progress browse sources compared coverage many voice answers heard paper counts score calendar talk case"
)


def sheets(names: str) -> list[str]:
    """Returns the style sheets of these components, in this order."""
    return [f"css/{name}.css" for name in names.split()]


def scripts(names: str) -> list[str]:
    """Returns our scripts of these names, in this order."""
    return [f"js/{name}.js" for name in names.split()]


BUNDLES = {
    "css/app.css": sheets(f"{SHARED} {APP}"),
    "css/public.css": sheets(SHARED),
    "css/channel.css": sheets("tokens base button field choice notice fold answers routes intake path talk"),
    "js/app.js": ["django_htmx/htmx-2.min.js", *scripts("focus keys rubric autosave bulk")],
}


class HashedNames(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Collected files under names that change with their content. Our sheets name no other files."""

    patterns = ()


class BundleFinder(finders.BaseFinder):
    """Finds the joined files; they are written afresh beside the collected ones when a part is newer."""

    def __init__(self) -> None:
        self.folder = Path(settings.STATIC_ROOT).parent / "joined"
        self.storage = FileSystemStorage(location=self.folder)

    def check(self, **kwargs: Any) -> list[CheckMessage]:  # noqa: ARG002 (the signature is Django's)
        """Returns no complaints: there is nothing to set."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:  # noqa: ARG002
        """Returns where the joined file lies, or nothing when the name is not a bundle's."""
        if path not in BUNDLES:
            return []
        found = str(self._join(path))
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:  # noqa: ARG002
        """Returns every joined file with the storage that holds it, for collectstatic."""
        for path in BUNDLES:
            self._join(path)
            yield path, self.storage

    def _join(self, path: str) -> Path:
        target = self.folder / path
        parts = [Path(str(finders.find(part))) for part in BUNDLES[path]]
        newest = max(part.stat().st_mtime for part in parts)
        if not target.exists() or target.stat().st_mtime < newest:
            target.parent.mkdir(parents=True, exist_ok=True)
            content = "\n".join(part.read_text() for part in parts).encode()
            # WhiteNoise serves the neighbour to browsers that take it, in development, too.
            _replace(Path(f"{target}.gz"), gzip.compress(content, mtime=0))
            _replace(target, content)
        return target


def _replace(target: Path, content: bytes) -> None:
    """Writes a file at once: another process may be reading it."""
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as fresh:
        fresh.write(content)
    Path(fresh.name).chmod(0o644)
    Path(fresh.name).replace(target)
