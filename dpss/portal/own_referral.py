"""“A direct payment for me?”, for everybody: written without a sign-in, and answered by a person."""

import uuid
from typing import Any, Final

from allauth.core import ratelimit
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.forms.referrals import OwnReferralForm
from clients.operations import referrals as operations
from dpss.access import actors, policy
from dpss.web import components, views

# In `ACCOUNT_RATE_LIMITS`: a household may write for several people; a machine writes more.
_HOW_OFTEN: Final = "refer"
_TOO_MANY: Final = 429
_LONGEST_CODE: Final = 20


class ReferYourself(views.FormPage):
    """Says the same to everybody, whether the council knows them or not."""

    permission = views.PUBLIC
    template_name = "clients/refer_yourself.html"
    title = gettext_lazy("Ask the council about a direct payment for you")
    form_class = OwnReferralForm

    @property
    def job(self) -> actors.Actor:
        """Whoever takes it in, before anybody knows who wrote it: for this council alone."""
        return actors.for_job(
            job=policy.JOB_REFERRALS, council_id=self.request.council.pk, today=self.now.date()
        )

    def back(self) -> components.BackLink:
        """What a direct payment is."""
        return components.BackLink(_("What a direct payment is"), reverse("start"))

    def initial(self) -> dict[str, Any]:
        """Sent twice, it is kept once. Who comes from the eight questions brings their answers."""
        code = self.request.GET.get("code", "")[:_LONGEST_CODE]
        return {"key": uuid.uuid4(), "contact_route": "phone", "code": code}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Take it in, unless far too many come from one place."""
        if not ratelimit.consume(request, action=_HOW_OFTEN):
            form = self.make_form(request.POST)
            form.add_error(None, _("This was sent many times. Try again in an hour, or ring us."))
            return self.render(form=form, status=_TOO_MANY, **self.context())
        return super().post(request, *args, **kwargs)

    def act(self, **values: Any) -> Any:
        """Keep it for the council's practitioner."""
        key = values.pop("key")
        said = operations.Said(source="self", **values)
        with actors.acting(self.job):
            return operations.record_own(said=said, key=key, actor=self.job, at=self.now)

    def done(self, result: Any) -> str:
        """What comes next."""
        return _("We have it. Somebody at the council reads it, and contacts you the way you chose.")

    def next_url(self, result: Any) -> str:
        """Nothing of theirs stays on the screen."""
        return reverse("start")
