"""Between which days somebody wants to see what was paid in and out."""

from django.utils.translation import gettext_lazy as _

from dpss.web import fields, forms


class DaysForm(forms.Form):
    """The first and the last day of a statement, in the address, so that it can be kept and printed."""

    submit = _("Show these days")

    first = fields.DateField(label=_("First day"))
    last = fields.DateField(label=_("Last day"))
