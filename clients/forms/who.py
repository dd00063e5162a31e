"""Whom a list is about."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from dpss.web import fields, forms


class WhoForm(forms.FilterForm):
    """By name or reference of the client."""

    who = fields.SearchField(label=_("Name or reference"))


def of_whom(rows: "QuerySet[Any]", who: str) -> "QuerySet[Any]":
    """Rows of the clients of this name or reference; all of them where nobody is named."""
    return rows.filter(Q(client__name__icontains=who) | Q(client__reference__iexact=who)) if who else rows
