"""Addresses by which a payroll provider adds PAs and takes posts on from another payroll."""

from django.urls import URLPattern, path

from payroll.views import external, external_results, new_posts, take_on, take_on_many, taking_back

_POST = "employers/posts/<uuid:post>"
urlpatterns: list[URLPattern] = [
    path("employers/<uuid:employer>/add/", new_posts.AddPost.as_view(), name="post_add"),
    path(f"{_POST}/another/", new_posts.AnotherPost.as_view(), name="post_another"),
    path(f"{_POST}/identity/", new_posts.ChangeIdentity.as_view(), name="post_identity"),
    path(f"{_POST}/take-on/", take_on.TakeOn.as_view(), name="post_take_on"),
    path(f"{_POST}/terms/<slug:day>/back/", taking_back.TermsBack.as_view(), name="post_terms_back"),
    path(f"{_POST}/tax/<slug:day>/back/", taking_back.TaxBack.as_view(), name="post_tax_back"),
    path("payruns/software/", external.Software.as_view(), name="external"),
    path("payruns/software/begin/", external.Begin.as_view(), name="external_begin"),
    path("payruns/software/end/", external.End.as_view(), name="external_end"),
    path("payruns/<uuid:period>/hours/", external.HoursOut.as_view(), name="hours_out"),
    path("payruns/<uuid:period>/results/", external_results.ResultsIn.as_view(), name="results_in"),
    path("employers/take-on/", take_on_many.TakeOnMany.as_view(), name="take_on_many"),
    path("employers/take-on/template/", take_on_many.Template.as_view(), name="take_on_template"),
]
