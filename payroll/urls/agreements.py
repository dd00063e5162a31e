"""Addresses by which employers agree their payruns before they are paid."""

from django.urls import path

from payroll.views import agreements_on_behalf, payrun_agreements

urlpatterns = [
    path("payruns/to-agree/", payrun_agreements.Agreements.as_view(), name="agreements"),
    path("payruns/to-agree/choice/", payrun_agreements.Choice.as_view(), name="agreement_choice"),
    path("payruns/to-agree/<uuid:payrun>/", payrun_agreements.Agree.as_view(), name="agreement"),
    path(
        "payruns/agreements/",
        agreements_on_behalf.AgreementsWanted.as_view(),
        name="agreements_wanted",
    ),
    path(
        "payruns/agreements/<uuid:payrun>/",
        agreements_on_behalf.AgreementByPhone.as_view(),
        name="agreement_by_phone",
    ),
    path(
        "employers/<uuid:employer>/agreement/",
        agreements_on_behalf.EmployerChoice.as_view(),
        name="employer_agreement",
    ),
]
