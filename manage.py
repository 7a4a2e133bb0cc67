#!/usr/bin/env python
"""Django's command line, in the environment of the local workbench unless another one is set."""

import os
import sys

from django.core.management import execute_from_command_line

from hrdd import local


def main() -> None:
    """Runs one command; ends with status 1 and a sentence when the local workbench cannot serve it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hrdd.settings")
    words = [word for word in sys.argv[1:] if not word.startswith("-")]
    try:
        local.apply(words[0] if words and "--help" not in sys.argv else "help")
    except local.Problem as problem:
        sys.exit(str(problem))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
