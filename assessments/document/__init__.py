"""An assessment as one document, "hrdd-assessment/1": exported, frozen at approval, compared, imported.

`shape` says what is in it, `build` reads it out of the database.
"""

from assessments.document.build import build
from assessments.document.shape import FORMAT

__all__ = ["FORMAT", "build"]
