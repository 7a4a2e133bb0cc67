"""One style sheet and one script per page."""

import gzip
from pathlib import Path

from django.contrib.staticfiles import finders

from hrdd.lib.bundles import BUNDLES, BundleFinder


def test_every_bundle_is_made_of_files_that_exist() -> None:
    for parts in BUNDLES.values():
        assert all(finders.find(part) for part in parts)


def test_the_layers_are_declared_before_anything_uses_them() -> None:
    for path in ("css/app.css", "css/public.css"):
        css = Path(str(finders.find(path))).read_text()
        assert css.index("@layer reset, tokens") < css.index("@layer components")


def test_the_script_is_htmx_and_our_own() -> None:
    script = Path(str(finders.find("js/app.js"))).read_text()
    assert "htmx" in script
    assert "toErrors" in script


def test_collecting_finds_every_bundle() -> None:
    assert {path for path, _ in BundleFinder().list(None)} == set(BUNDLES)


def test_style_and_script_together_stay_below_forty_kilobytes_on_the_wire() -> None:
    paths = [Path(str(finders.find(path))) for path in ("css/app.css", "js/app.js")]
    assert sum(len(gzip.compress(path.read_bytes())) for path in paths) < 40_000


def test_no_style_sheet_fetches_anything() -> None:
    for path in ("css/app.css", "css/public.css"):
        css = Path(str(finders.find(path))).read_text()
        assert "url(" not in css
        assert "@import" not in css
