"""The four headline figures, each with what it is out of."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commissioning import figures, measures, wording
from commissioning.facts import Facts
from contracts import forecast
from dpss.kernel import dates, money
from dpss.web import components, words

NOT_COUNTED = gettext_lazy("Not counted yet")


def headlines(facts: Facts) -> components.Figures:
    """People with a direct payment, their share, people who use the service, and the providers' shares."""
    items = (_direct_payments(facts), _long_term(facts), _service(facts), _market(facts))
    return components.Figures(items=items, headline=True)


def _working(key: str, about: str) -> components.Link:
    """To where the figure is worked out."""
    return components.Link(_("See the working"), f"{reverse('commissioning:workings')}#{key}", about=about)


def _direct_payments(facts: Facts) -> components.Figure:
    clients, value = facts.count("direct_payment_clients"), facts.count("direct_payment_value")
    middle = facts.count("direct_payment_middle")
    if clients is None or value is None or middle is None:
        return components.Figure(
            NOT_COUNTED, _("people with a direct payment"), _("They are counted every few minutes.")
        )
    people = int(clients.numerator)
    mean = wording.figure(measures.BY_CODE["direct_payment_value"], value)
    note = (
        f"Worth {wording.in_millions(value.numerator)} a year. The mean is {mean}"
        f" and the median {money.in_words(middle.numerator)}."
    )
    label = ngettext("person has a direct payment", "people have a direct payment", people)
    working = _working("direct_payment_value", "of the mean")
    return components.Figure(words.number(people), label, note if people else "", working)


def _long_term(facts: Facts) -> components.Figure:
    known = figures.long_term(facts)
    if known is None:
        note = _("The council has not published this share here.")
        return components.Figure(_("Not known"), _("of people with long-term support"), note)
    rate, published = wording.in_per_cent(known.share), dates.in_words(known.published.as_of)
    if known.base is None or known.part is None:
        note = f"Published on {published}, without the number of people."
        return components.Figure(rate, _("of people with long-term support"), note)
    base = known.base
    note = (
        f"{words.number(known.part)} of {words.number(base.nearest)}. The base lies between"
        f" {words.number(base.fewest)} and {words.number(base.most)}, because {rate} is rounded."
        f" Published on {published}."
    )
    label = f"of {words.number(base.nearest)} people with long-term support"
    return components.Figure(rate, label, note, _working("long_term", "of the base"))


def _service(facts: Facts) -> components.Figure:
    count = facts.count("service_users")
    if count is None:
        return components.Figure(NOT_COUNTED, _("people who use the support service"))
    people = int(count.numerator)
    label = ngettext("person uses the support service", "people use the support service", people)
    if count.share is None:
        return components.Figure(words.number(people), label, _("Nobody has a direct payment yet."))
    note = (
        f"{wording.in_per_cent(count.share)} of the {wording.whole(count.denominator)} people who have a"
        " direct payment."
    )
    return components.Figure(words.number(people), label, note, _working("service_users", "of the share"))


def _market(facts: Facts) -> components.Figure:
    users = facts.by_provider("payroll_users")
    total = sum(users.values())
    if not total:
        return components.Figure(NOT_COUNTED, _("shares of the providers"))
    shares = forecast.shares(users)
    parts = wording.listed([words.number(count) for count in users.values()])
    sentences = [
        f"{parts} of the {words.number(total)}.",
        wording.rounding_note(shares.values()),
        _unit_cost(facts),
    ]
    return components.Figure(
        value=" / ".join(wording.in_per_cent(share) for share in shares.values()),
        label=" / ".join(provider.name for provider in shares),
        note=" ".join(sentence for sentence in sentences if sentence),
        link=_working("payroll_users", "of the providers' shares"),
    )


def _unit_cost(facts: Facts) -> str:
    """What the lot that grows with the people costs for each of them."""
    lot = facts.contract.growing if facts.contract else None
    cost = figures.unit_costs(facts).get(lot.number) if lot else None
    if lot is None or cost is None:
        return ""
    pounds = money.in_words(money.to_penny(cost))
    return f"Lot {lot.number} costs {pounds} a person a year at year 1 prices."
