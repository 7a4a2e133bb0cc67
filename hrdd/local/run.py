"""script/run: any command in the environment of the local workbench, such as mypy or celery."""

import os
import shutil
import sys
from pathlib import Path

from hrdd import local


def main() -> None:
    """Becomes the command."""
    folder = local.var_folder()
    os.environ.update(local.complete(folder.path, os.environ))
    beside = Path(sys.executable).with_name(sys.argv[1])
    program = str(beside) if beside.exists() else shutil.which(sys.argv[1])
    if program is None:
        sys.exit(f"{sys.argv[1]}: no such command")
    os.execv(program, [program, *sys.argv[2:]])  # noqa: S606 - running what the person typed is the whole point


if __name__ == "__main__":
    main()
