"""Pages that change something: a form or a question, one operation, and what was done."""

import uuid
from collections.abc import Sequence
from typing import Any, ClassVar

from django import shortcuts
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dpss.kernel import errors, states
from dpss.web import components, forms
from dpss.web.views.page import Page

CONFLICT = 409


class FormPage(Page):
    """A form that calls one operation.

    `act` is given the cleaned values and makes one call. A refusal is shown beside its field with
    the person's input kept; otherwise the next page says what was done.
    """

    template_name = "pages/form.html"
    form_class: ClassVar[type[forms.Form]]

    def initial(self) -> dict[str, Any]:
        """What the form shows at first."""
        return {}

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """The form, empty or with what was sent."""
        return self.form_class(data, files, initial=self.initial())

    def act(self, **values: Any) -> Any:
        """Call the operation. Raises Refusal when it may not be done."""
        raise NotImplementedError

    def done(self, result: Any) -> str:
        """The sentence that says what was done; empty when the next page says it."""
        return ""

    def undo(self, result: Any) -> components.Link | None:
        """The way to take it back, while that is possible."""
        return None

    def next_url(self, result: Any) -> str:
        """Where to go on."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the form."""
        return self.render(form=self.make_form(), **self.context())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Do it, or say why not."""
        form = self.make_form(request.POST, request.FILES)
        if not form.is_valid():
            return self.render(form=form, **self.context())
        try:
            # The page that says no is a good answer, so the request commits: what was begun is undone here.
            with transaction.atomic():
                result = self.act(**form.cleaned_data)
        except errors.NotAllowed:
            raise
        except errors.Refusal as refusal:
            forms.refuse(form, refusal)
            status = CONFLICT if isinstance(refusal, errors.Conflict) else 200
            return self.render(form=form, status=status, **self.context())
        self._say_what_was_done(result)
        return shortcuts.redirect(self.next_url(result))

    def _say_what_was_done(self, result: Any) -> None:
        sentence, undo = self.done(result), self.undo(result)
        if sentence and undo:
            sentence = format_html('{} <a href="{}">{}</a>', sentence, undo.href, undo.text)
        if sentence:
            messages.success(self.request, sentence)


class ExplainedPage(FormPage):
    """A form that says first what will happen and who will be told."""

    template_name = "pages/action.html"
    warning: ClassVar[bool] = False

    @property
    def button(self) -> components.Words:
        """The words on the button, where they are not the form's own."""
        return ""

    def consequences(self) -> Sequence[components.Words]:
        """What will happen, a sentence each."""
        return []

    def told(self) -> Sequence[components.Words]:
        """Who will be told."""
        return []

    def thing(self) -> components.Component | None:
        """What it is about, for the person to check."""
        return None

    def nothing(self) -> str:
        """Why there is nothing to do here, in place of the form; empty while there is."""
        return ""

    def ways(self) -> Sequence[components.Component]:
        """Where to go instead."""
        return []

    def context(self) -> dict[str, Any]:
        """What the confirmation shows."""
        names = ("consequences", "told", "thing", "nothing", "ways")
        return {name: getattr(self, name)() for name in names}


class ActionPage(ExplainedPage):
    """One move, with what it will do and who will be told, before it is done.

    A second click finds the move made and says so: the operation refuses it, and nothing happens twice.
    """

    move: ClassVar[states.Move]

    @property
    def heading(self) -> components.Words:
        """The move as a heading."""
        return self.title or self.move.label

    @property
    def button(self) -> components.Words:
        """The words on the button."""
        return self.move.label

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """A question for the reason where history needs one, else only the button."""
        return (forms.ReasonForm if self.move.needs_reason else forms.NoQuestionsForm)(data)

    def consequences(self) -> Sequence[components.Words]:
        """What will happen, a sentence each."""
        return [self.move.confirms]


class BulkPage(ActionPage):
    """One move for many: asked with `key` once for each row, it counts them before and after.

    `load` narrows `keys` to rows that the actor reaches; `act` returns the Outcome of `move_all`.
    """

    keys: list[uuid.UUID]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Note which rows are meant."""
        super().setup(request, *args, **kwargs)
        sent = (request.POST or request.GET).getlist("key")
        self.keys = list(dict.fromkeys(key for key in map(_key, sent) if key))

    def nothing_selected(self) -> str:
        """What to do when no row was ticked."""
        return _("No rows were selected. Go back, tick the rows you mean, and choose again.")

    def consequences(self) -> Sequence[components.Words]:
        """The count first."""
        count = len(self.keys)
        counted = ngettext("You have selected %(count)s row.", "You have selected %(count)s rows.", count)
        return [counted % {"count": count}, self.move.confirms]

    def done(self, result: Any) -> str:
        """How many were done, and how many were not."""
        done = ngettext("%(count)s done.", "%(count)s done.", len(result.moved)) % {
            "count": len(result.moved)
        }
        reasons = dict.fromkeys(result.refused.values())
        if not reasons:
            return done
        count = len(result.refused)
        left = ngettext("%(count)s was not:", "%(count)s were not:", count) % {"count": count}
        return f"{done} {left} {' '.join(reasons)}"

    def context(self) -> dict[str, Any]:
        """The rows again, to be sent with the form."""
        return super().context() | {
            "keys": self.keys,
            "nothing": "" if self.keys else self.nothing_selected(),
        }


def _key(text: str) -> uuid.UUID | None:
    """A row's key from the address; what is no key is left out."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
