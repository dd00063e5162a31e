"""How hours and answers come in: choices of contact, links by text, an inbox for each provider."""

from collections.abc import Sequence

from clients import models as people
from dpss.access import policy
from payroll import models
from payroll.queries import text_links
from tests.cast import CAST, Home, Post, Provider, key
from tests.cast.people import Council
from tests.factories import hours_in


def token_of(post: Post) -> str:
    """The token of the link to a post's sheet that waits."""
    return f"link-to-the-sheet-of-{post.pa}-at-{post.home.short}"


def plant(council: Council, *, homes: Sequence[Home], posts: Sequence[Post]) -> None:
    """A row of each table in the council, and a link that can still be answered."""
    officer = CAST.person(policy.PAYROLL_OFFICER, council=council).user_id
    for name in CAST.providers_in(council):
        provider = Provider(name, council)
        item = hours_in.inbox_item(
            id=provider.id_of("inbox item"), council_id=council.id, organisation_id=provider.organisation_id
        )
        hours_in.inbox_file(id=provider.id_of("inbox file"), item=item)
        hours_in.inbox_retention(
            council_id=council.id, organisation_id=provider.organisation_id, recorded_by_id=officer
        )
    for name in dict.fromkeys(post.pa for post in posts):
        assistant = people.PersonalAssistant.objects.get(pk=key(name, "assistant"))
        hours_in.contact_choice(
            id=key(name, "contact choice"), about=assistant, user_id=CAST.named(name).user_id
        )
    for home in homes:
        client = people.Client.objects.get(pk=home.id_of("client"))
        hours_in.text_approver(id=home.id_of("text approver"), client=client)
    for post in posts:
        _of_post(post, officer)


def _of_post(post: Post, officer: object) -> None:
    for sheet in models.Timesheet.objects.select_related("period").filter(pk=post.id_of("timesheet")):
        hours_in.sheet_link(
            id=post.id_of("sheet link"),
            timesheet=sheet,
            approver=models.TextApprover.objects.get(pk=post.home.id_of("text approver")),
            token_hash=text_links.hash_of(token_of(post)),
        )
    provider = Provider(post.home.provider, post.home.council)
    hours_in.sheet_evidence(
        id=post.id_of("sheet evidence"),
        timesheet=models.Timesheet.objects.get(pk=post.id_of("paid timesheet")),
        item=models.InboxItem.objects.get(pk=provider.id_of("inbox item")),
        stored=provider.id_of("inbox file"),
        filed_by_id=officer,
    )
