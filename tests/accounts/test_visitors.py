"""What someone without a sign-in gets."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Assessment

pytestmark = pytest.mark.django_db


def test_a_list_sends_visitors_to_the_sign_in_page(client: Client) -> None:
    answer = client.get(reverse("assessments:list"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


def test_the_address_of_a_row_is_404_whether_or_not_the_row_is_there(
    client: Client, assessment: Assessment
) -> None:
    there = client.get(assessment.get_absolute_url())
    not_there = client.get(reverse("assessments:assessment", args=[uuid4()]))
    assert there.status_code == not_there.status_code == 404
    assert "next=/assessments/" in there.text, "the page offers the sign-in and leads back"
