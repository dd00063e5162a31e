"""Addresses by which a payroll provider sets its employers up with HMRC."""

from django.urls import URLPattern, path

from payroll.views import allowance, paye_need, scheme, scheme_steps, scheme_terms

_OF = "employers/<uuid:employer>"
urlpatterns: list[URLPattern] = [
    path("employers/allowance/", allowance.NotClaimed.as_view(), name="allowances"),
    path("employers/allowance/claim/", allowance.ClaimMany.as_view(), name="allowances_claim"),
    path(f"{_OF}/set-up/", scheme.SetUp.as_view(), name="set_up"),
    path(f"{_OF}/set-up/scheme/", scheme.Change.as_view(), name="scheme_change"),
    path(f"{_OF}/set-up/reference/", scheme.Reference.as_view(), name="scheme_reference"),
    path(f"{_OF}/set-up/step/<slug:step>/", scheme_steps.Step.as_view(), name="scheme_step"),
    path(f"{_OF}/set-up/step/<slug:step>/back/", scheme_steps.StepBack.as_view(), name="scheme_step_back"),
    path(f"{_OF}/set-up/terms/", scheme_terms.Terms.as_view(), name="scheme_terms"),
    path(f"{_OF}/set-up/waiting/", scheme_terms.Waiting.as_view(), name="scheme_waiting"),
    path(f"{_OF}/set-up/need/", paye_need.PayeNeed.as_view(), name="paye_need"),
    path(f"{_OF}/allowance/", allowance.Allowance.as_view(), name="allowance"),
    path(f"{_OF}/allowance/<slug:tax_year>/", allowance.Claim.as_view(), name="allowance_claim"),
    path(f"{_OF}/allowance/<slug:tax_year>/back/", allowance.Withdraw.as_view(), name="allowance_withdraw"),
]
