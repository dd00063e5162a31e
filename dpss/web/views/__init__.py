"""The bases of every page: who may is asked here, once, and what is not reached is not found."""

from dpss.web.views.actions import ActionPage, BulkPage, ExplainedPage, FormPage
from dpss.web.views.lists import ListPage, Option, Saved
from dpss.web.views.page import PUBLIC, SIGNED_IN, Page
from dpss.web.views.searches import SearchPage

__all__ = [
    "PUBLIC",
    "SIGNED_IN",
    "ActionPage",
    "BulkPage",
    "ExplainedPage",
    "FormPage",
    "ListPage",
    "Option",
    "Page",
    "Saved",
    "SearchPage",
]
