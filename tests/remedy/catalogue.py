"""What the channel says, read from its sources, and the catalogues in which it is translated.

`python -m tests.remedy.catalogue` brings the catalogues in line with the sources and compiles them: new
sentences are added without a translation, gone ones are taken out. GNU gettext is not needed.
"""

import ast
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import django
import polib
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent.parent
LANGUAGES = ("fr", "es", "ar")
# What a person without an account can come to read: a module, and the classes in it where not all of it.
MODULES: dict[str, tuple[str, ...]] = {
    "remedy/actions/person.py": (),
    "remedy/actions/filing.py": (),
    "remedy/models/told.py": ("View",),
    "hrdd/evidence/kinds.py": (),
    "hrdd/evidence/uploads.py": (),
    "hrdd/evidence/pictures.py": (),
    "hrdd/evidence/documents.py": (),
    "hrdd/evidence/scan.py": (),
    "hrdd/lib/fields.py": (),
}
ASKED = frozenset({"_", "gettext", "gettext_lazy", "ngettext"})
IN_TEMPLATE = re.compile(r"\bgettext\((?P<said>u?(?P<mark>['\"]).*?(?<!\\)(?P=mark))\) ", re.DOTALL)
HOLES = re.compile(r"%\(\w+\)s")


def sayings() -> set[tuple[str, str]]:
    """Returns every sentence as its one and its many; most have no many."""
    modules = {
        **{str(path.relative_to(ROOT)): () for path in (ROOT / "remedy/intake").glob("*.py")},
        **MODULES,
    }
    found = {pair for path, names in modules.items() for pair in _of_module(ROOT / path, names)}
    pages = [*(ROOT / "templates/remedy/intake").glob("*.html"), ROOT / "templates/_frame.html"]
    return found | {(said, "") for page in pages for said in _of_template(page)}


def catalogue(language: str) -> Path:
    """Returns where the catalogue of a language lies."""
    return ROOT / "remedy" / "locale" / language / "LC_MESSAGES" / "django.po"


def bring_in_line(language: str) -> list[str]:
    """Returns the sentences without a translation, after the catalogue is written and compiled anew."""
    path = catalogue(language)
    source = polib.pofile(str(path), wrapwidth=110)
    asked = sayings()
    for entry in [entry for entry in source if (entry.msgid, entry.msgid_plural) not in asked]:
        source.remove(entry)
    known = {entry.msgid for entry in source}
    for one, many in sorted(asked):
        if one not in known:
            source.append(polib.POEntry(msgid=one, msgid_plural=many))
    source.save()
    source.save_as_mofile(str(path.with_suffix(".mo")))
    return [entry.msgid for entry in source if not entry.translated()]


def _of_module(path: Path, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    tree = ast.parse(path.read_text("utf-8"))
    parts = [
        node
        for node in ast.walk(tree)
        if not names or (isinstance(node, ast.ClassDef) and node.name in names)
    ]
    for call in (node for part in (parts if names else [tree]) for node in ast.walk(part)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ASKED:
            texts = [arg.value for arg in call.args if isinstance(arg, ast.Constant)]
            said = [text for text in texts if isinstance(text, str)]
            yield (said[0], said[1] if call.func.id == "ngettext" else "")


def _of_template(path: Path) -> Iterator[str]:
    for found in IN_TEMPLATE.finditer(templatize(path.read_text("utf-8"))):
        yield ast.literal_eval(found["said"])


if __name__ == "__main__":
    if not settings.configured:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hrdd.settings")
        settings.configure(USE_I18N=True)
        django.setup()
    for spoken in LANGUAGES:
        for sentence in bring_in_line(spoken):
            sys.stdout.write(f"{spoken}: {sentence}\n")
