"""From JSON to the forms of the log: refusals come back under the names both use."""

from typing import TypeVar

from django.forms import Form
from rest_framework import serializers

F = TypeVar("F", bound=Form)


def valid(form: F) -> F:
    """Returns the form; raises ValidationError with what it refuses."""
    if not form.is_valid():
        refused = {name: [str(said) for said in messages] for name, messages in form.errors.items()}
        raise serializers.ValidationError(
            {"non_field_errors" if name == "__all__" else name: said for name, said in refused.items()}
        )
    return form
