"""How answers that are no JSON are described."""

from rest_framework.renderers import JSONRenderer


class Whatever(JSONRenderer):
    """For addresses that answer with a file: a problem is JSON whatever the client hoped to get."""

    media_type = "*/*"
