"""How letters from HMRC are shown: their state, what a person reads of them, and their files."""

from collections.abc import Sequence
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from dpss.access import actors
from dpss.kernel import dates, money
from dpss.web import components
from dpss.web.components import basics
from payroll import models
from payroll.queries import hmrc_letters as queries

COLOURS: Final[dict[str, basics.Colour]] = {
    "new": "amber",
    "answered": "blue",
    "appealed": "blue",
    "to_pay": "blue",
    "paid": "green",
    "allowed": "blue",
    "refunded": "green",
    "won": "green",
    "closed": "grey",
}


def tag_of(letter: models.HmrcLetter) -> components.Tag:
    """The state as a tag."""
    return components.Tag(letter.get_state_display(), COLOURS[letter.state])


def whose(letter: models.HmrcLetter) -> str:
    """To whom HMRC wrote: the employer, or a PA of theirs."""
    if letter.employment is None:
        return letter.employer.name
    return f"{letter.employment.assistant.name}, who works for {letter.employer.name}"


def plain_words(letter: models.HmrcLetter) -> str:
    """What the person who had the letter needs to know now, in plain words."""
    if letter.state == "new" and letter.answerer == models.HmrcLetter.Answerer.EMPLOYER:
        return _("You answer this letter yourself. Ring us if you want help with it.")
    if letter.state == "new":
        return _("We are answering this. You do not need to pay yet.")
    if letter.state == "answered":
        return _("We have answered HMRC. You do not need to do anything now.")
    if letter.state == "appealed":
        return _("We have asked HMRC to take this back. You do not need to pay while they look at it.")
    if letter.state == "to_pay":
        return _("We are paying this for you. You do not need to do anything.")
    if letter.state == "won":
        return _("HMRC has taken this back. Nothing is to pay.")
    if letter.state == "allowed":
        return _("HMRC gives this back. You do not need to do anything. We wait for the money.")
    if letter.state == "refunded":
        return _("HMRC has given this back to whoever had paid it.")
    if letter.state == "paid":
        return _("This is paid. You do not need to do anything.")
    return _("This letter is done with. You do not need to do anything.")


def who_pays(letter: models.HmrcLetter) -> str:
    """Who pays, as the person who had the letter reads it; nothing while it is not decided."""
    pounds = money.in_words(letter.amount) if letter.amount is not None else ""
    said = {
        "employer": _("You pay this: %(pounds)s, from your direct payment account."),
        "provider": _("We pay this: %(pounds)s. It does not come out of your money."),
        "council": _("The council pays this: %(pounds)s. It does not come out of your money."),
    }
    return said[letter.payer] % {"pounds": pounds} if letter.payer in said else ""


def files(letter: models.HmrcLetter, *, actor: actors.Actor) -> Sequence[components.Component]:
    """A link to each photo or PDF."""
    return [
        components.Link(one.name, reverse("payroll:hmrc_letter_file", args=[one.pk]))
        for one in queries.files_of(letter, actor=actor)
    ]


def appeal_words(letter: models.HmrcLetter) -> str:
    """Until when it can be appealed; that there is no appeal; or that nobody has read it yet."""
    if letter.appeal_by is not None:
        return dates.with_weekday(letter.appeal_by)
    if letter.kind == models.HmrcLetter.Kind.UNREAD:
        return "Not known: read the letter first"
    return "No appeal"
