"""Files of a case, taken out by who handles it."""

from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from hrdd.evidence.serving import download
from hrdd.sharing.policy import Action
from remedy.opened import Opened, plain
from remedy.views.on_case import with_key


@require_safe
@with_key(Action.READ)
def case_file(request: HttpRequest, opened: Opened, file_pk: UUID) -> HttpResponseBase:  # noqa: ARG001
    """Returns a file of the case, as a download."""
    file = get_object_or_404(opened.case.files, pk=file_pk)
    about = plain(opened.key, file.about)
    return download(opened.content_of(file), file_name=about["name"], media_type=about["media_type"])
