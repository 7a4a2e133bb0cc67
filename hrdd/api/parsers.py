"""What counts as a body the API can read."""

import json
from collections.abc import Mapping
from io import BytesIO
from typing import IO, Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class WholeText(JSONParser):
    """JSON whose texts are text: half a character (a lone surrogate) can neither be kept nor sent back."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """Returns the data; raises ParseError (400) for what is no JSON or holds half a character."""
        raw: bytes = stream.read()
        data = super().parse(BytesIO(raw), media_type, parser_context)
        if b"\\ud" in raw.lower():
            try:
                json.dumps(data, ensure_ascii=False).encode()
            except UnicodeEncodeError as error:
                raise ParseError(_("A text holds half a character (a lone surrogate).")) from error
        return data
