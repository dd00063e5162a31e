"""Addresses of the change of an employer."""

from django.urls import path

from payroll.views import employer_change, employer_change_moves, employer_changes, support_change

urlpatterns = [
    path(
        "clients/<uuid:client>/employers/",
        support_change.ClientsChanges.as_view(),
        name="client_employer_changes",
    ),
    path(
        "clients/<uuid:client>/employers/change/",
        support_change.BeginForClient.as_view(),
        name="client_employer_change",
    ),
    path("employers/<uuid:employer>/change/", employer_change.Begin.as_view(), name="employer_change_begin"),
    path("employers/changes/", employer_changes.Changes.as_view(), name="employer_changes"),
    path("employers/changes/<uuid:change>/", employer_change_moves.Change.as_view(), name="employer_change"),
    path("employers/changes/<uuid:change>/why/", employer_change.Why.as_view(), name="employer_change_why"),
    path(
        "employers/changes/<uuid:change>/old-scheme/",
        employer_change.OldScheme.as_view(),
        name="employer_change_scheme",
    ),
    path(
        "employers/changes/<uuid:change>/arrangements/",
        employer_change.Arrangements.as_view(),
        name="employer_change_arrangements",
    ),
    path(
        "employers/changes/<uuid:change>/posts/<uuid:post>/",
        employer_change.Decide.as_view(),
        name="employer_change_post",
    ),
    path(
        "employers/changes/<uuid:change>/confirm/",
        employer_change_moves.Confirm.as_view(),
        name="employer_change_confirm",
    ),
    path(
        "employers/changes/<uuid:change>/give-up/",
        employer_change_moves.GiveUp.as_view(),
        name="employer_change_give_up",
    ),
    path(
        "employers/changes/<uuid:change>/take-back/",
        employer_change_moves.TakeBack.as_view(),
        name="employer_change_take_back",
    ),
]
