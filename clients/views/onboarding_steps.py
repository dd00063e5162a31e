"""What staff write down on the way to a direct payment: a page for each step."""

from typing import Any, ClassVar, Final

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients import conditions, states
from clients.forms import onboarding as asked
from clients.operations import agreements, onboarding, payment_conditions, set_up_times
from clients.queries import onboarding as queries
from clients.views.onboarding import OfJourney
from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, forms, views

CODE: Final = 8


class _Step(OfJourney, views.FormPage):
    said: ClassVar[components.Words] = gettext_lazy("It is kept.")

    def done(self, result: Any) -> str:
        """That it is kept."""
        return str(self.said)


class Choice(_Step):
    """What they decided, for who rang."""

    permission: ClassVar[str] = policy.SET_UP_PAYMENTS
    title = gettext_lazy("Write down what they decided")
    form_class = asked.ChoiceForForm

    def act(self, **values: Any) -> Any:
        """Keep it."""
        return onboarding.decide(onboarding=self.journey, actor=self.actor, at=self.now, **values)


class Change(_Step):
    """They changed their mind."""

    permission: ClassVar[str] = policy.SET_UP_PAYMENTS
    title = gettext_lazy("They changed their mind")
    form_class = asked.WordsForm

    def act(self, **values: Any) -> Any:
        """Take it back for them."""
        return onboarding.change_mind(onboarding=self.journey, actor=self.actor, at=self.now, **values)


class Return(_Step):
    """They think about it again."""

    permission: ClassVar[str] = policy.SET_UP_PAYMENTS
    title = gettext_lazy("They think about it again")
    form_class = asked.WordsForm

    def act(self, **values: Any) -> Any:
        """Go on for them."""
        return onboarding.come_back(onboarding=self.journey, actor=self.actor, at=self.now, **values)


class Route(_Step):
    """By which law, and who is paid."""

    permission: ClassVar[str] = policy.RECORD_CONDITIONS
    title = gettext_lazy("By which law, and who is paid")
    form_class = asked.RouteForm

    def initial(self) -> dict[str, Any]:
        """What holds."""
        kept = queries.route_of(self.journey, actor=self.actor)
        wanted = self.request.GET.get("route", "")
        if wanted == conditions.SECTION_32:
            return {"route": wanted, "payee": conditions.AUTHORISED}
        if kept is None:
            return {}
        return {"route": kept.route, "payee": kept.payee, "payee_name": kept.payee_name}

    def act(self, **values: Any) -> Any:
        """Keep it."""
        return payment_conditions.record_route(
            onboarding=self.journey, actor=self.actor, at=self.now, **values
        )


class Capacity(_Step):
    """Whether they can decide themselves."""

    permission: ClassVar[str] = policy.RECORD_CONDITIONS
    title = gettext_lazy("Can they decide themselves?")
    form_class = asked.CapacityForm

    def act(self, **values: Any) -> Any:
        """Keep it."""
        has = values.pop("has_capacity") == "yes"
        return payment_conditions.record_capacity(
            onboarding=self.journey, has_capacity=has, actor=self.actor, at=self.now, **values
        )


class Condition(_Step):
    """One condition of the law."""

    permission: ClassVar[str] = policy.RECORD_CONDITIONS

    @property
    def heading(self) -> components.Words:
        """The question."""
        return self.condition.question

    def load(self) -> None:
        """The condition, where the journey's legal route has it."""
        super().load()
        every = (one for asked_of in conditions.CONDITIONS.values() for one in asked_of)
        found = next((one for one in every if one.code == self.kwargs["code"]), None)
        if found is None:
            raise Http404
        route = queries.route_of(self.journey, actor=self.actor)
        its = conditions.conditions_of(route.route, route.payee) if route else ()
        self.condition = next((one for one in its if one.code == found.code), found)

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """What is asked of this one."""
        return asked.ConditionForm(data, code=self.condition.code)

    def act(self, **values: Any) -> Any:
        """Keep it."""
        return payment_conditions.record_condition(
            onboarding=self.journey,
            code=self.condition.code,
            met=values["met"] == "yes",
            evidence=values.get("evidence", ""),
            help_considered=values.get("help_considered", ""),
            actor=self.actor,
            at=self.now,
        )


class Met(OfJourney, views.ActionPage):
    """Every condition is met."""

    permission: ClassVar[str] = policy.RECORD_CONDITIONS
    move = states.ONBOARDING.move("meet_conditions")

    def act(self, **_values: Any) -> Any:
        """Go on to the agreement."""
        return onboarding.meet_conditions(onboarding=self.journey, actor=self.actor, at=self.now)

    def done(self, result: Any) -> str:
        """What comes next."""
        return _("Every condition is met. The agreement comes next.")


class Stop(OfJourney, views.ActionPage):
    """Refuse, with reasons."""

    permission: ClassVar[str] = policy.RECORD_CONDITIONS
    move = states.ONBOARDING.move("refuse_payment")
    warning: ClassVar[bool] = True

    def act(self, **values: Any) -> Any:
        """Refuse."""
        return onboarding.stop(
            onboarding=self.journey, reason=values["reason"], actor=self.actor, at=self.now
        )

    def done(self, result: Any) -> str:
        """That it is."""
        return _("The direct payment is refused. They read your reasons on their page.")


class Paper(_Step):
    """What was signed on paper."""

    permission: ClassVar[str] = policy.SET_UP_PAYMENTS
    title = gettext_lazy("Record an agreement signed on paper")
    form_class = asked.PaperForm
    said = gettext_lazy("The signature is recorded. The first payment comes next.")

    def act(self, **values: Any) -> Any:
        """Record it, where the code is of the version that holds."""
        version = queries.version_on(self.actor.today, council_id=self.actor.council_id)
        typed = values.pop("digest").strip().lower()
        is_of_it = version is not None and len(typed) >= CODE and version.digest.startswith(typed)
        return agreements.record_paper(
            onboarding=self.journey,
            digest=version.digest if is_of_it and version else typed,
            actor=self.actor,
            at=self.now,
            **values,
        )


_TEXTS = ("words", "easy_words")


def _paragraphs(text: str) -> list[str]:
    return [part for part in text.split("\n") if part.strip()]


class Versions(views.FormPage):
    """The text of the agreement: those that held, and a new one."""

    permission = policy.KEEP_AGREEMENTS
    title = gettext_lazy("The agreement on a direct payment")
    template_name = "clients/agreement_versions.html"
    form_class = asked.VersionForm

    def back(self) -> components.BackLink:
        """Home."""
        return components.BackLink(_("Home"), reverse("home"))

    def context(self) -> dict[str, Any]:
        """Those that held."""
        rows = queries.versions(actor=self.actor)[:50]
        return {
            "versions": components.SummaryList(
                tuple(
                    components.SummaryRow(
                        _("Version %(number)s") % {"number": row.number},
                        _("from %(day)s, code %(code)s, by %(name)s")
                        % {
                            "day": dates.in_words(row.first_day),
                            "code": row.digest[:CODE],
                            "name": row.recorded_by.name,
                        },
                    )
                    for row in rows
                )
            )
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """First shown as those who sign will read it; kept once it was looked at as it is."""
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.render(form=form, **self.context())
        plain, easy = (form.cleaned_data[name].replace("\r\n", "\n").strip() for name in _TEXTS)
        seen = agreements.digest_of(plain, easy)
        if request.POST.get("seen") == seen:
            return super().post(request, *args, **kwargs)
        shown = {"plain": _paragraphs(plain), "easy": _paragraphs(easy), "code": seen[:CODE]}
        return self.render(form=form, preview=shown, seen=seen, **self.context())

    def act(self, **values: Any) -> Any:
        """Let it hold from that day."""
        return agreements.keep_version(actor=self.actor, at=self.now, **values)

    def done(self, result: Any) -> str:
        """From when."""
        return _("Version %(number)s holds from %(day)s.") % {
            "number": result.number,
            "day": dates.with_weekday(result.first_day),
        }

    def next_url(self, result: Any) -> str:
        """Back here."""
        return self.request.path


class Times(views.FormPage):
    """How soon direct payments are set up: what holds, and a new decision."""

    permission = policy.KEEP_AGREEMENTS
    title = gettext_lazy("How soon direct payments are set up")
    template_name = "clients/set_up_times.html"
    form_class = asked.TimesForm

    def back(self) -> components.BackLink:
        """Home."""
        return components.BackLink(_("Home"), reverse("home"))

    def context(self) -> dict[str, Any]:
        """What holds today, and what was decided."""
        rows = queries.set_up_times(actor=self.actor)[:50]
        return {
            "held": components.SummaryList(
                tuple(
                    components.SummaryRow(
                        _("From %(day)s") % {"day": dates.in_words(row.first_day)},
                        _("%(days)s working days; %(months)s months before 18. %(owner)s, %(source)s")
                        % {
                            "days": row.first_payment_days,
                            "months": row.adulthood_months,
                            "owner": row.owner,
                            "source": row.source,
                        },
                    )
                    for row in rows
                )
            ),
            "times": queries.times_of(council_id=self.actor.council_id, day=self.actor.today),
        }

    def act(self, **values: Any) -> Any:
        """Let it hold."""
        return set_up_times.decide(actor=self.actor, at=self.now, **values)

    def done(self, result: Any) -> str:
        """From when."""
        return _("It holds from %(day)s.") % {"day": dates.with_weekday(result.first_day)}

    def next_url(self, result: Any) -> str:
        """Back here."""
        return self.request.path
