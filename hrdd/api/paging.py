"""Cursor paging: a page never shifts while rows are added."""

from typing import Any

from rest_framework.pagination import CursorPagination


class Cursor(CursorPagination):
    """At most 100 rows a page, 25 unless asked; `next` and `previous` are addresses."""

    page_size = 25
    page_size_query_param = "page_size"
    max_page_size = 100
    ordering: Any = "-id"


class ByCode(Cursor):
    """For rows that have a code people know."""

    ordering = "code"
