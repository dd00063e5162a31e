"""Inviting people to sign in, each kind under a name of its own."""

from django.urls import path

from payroll.views import sign_ins

urlpatterns = [
    path(f"sign-in/{kind}/<uuid:of>/{more}", view.as_view(), {"kind": kind}, name=f"{kind}_{name}")
    for kind in sign_ins.KINDS
    for more, view, name in (
        ("", sign_ins.SignIn, "sign_in"),
        ("take-back/", sign_ins.TakeBack, "sign_in_take_back"),
    )
]
