"""What an answer is written as when it is not a row."""

from rest_framework.renderers import JSONRenderer


class Whatever(JSONRenderer):
    """For addresses that answer with a file: a problem is JSON whatever the client hoped to get."""

    media_type = "*/*"
