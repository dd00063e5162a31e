"""Addresses by which a payroll provider keeps employers and posts."""

from django.urls import path

from payroll.views import (
    bank_changes,
    bank_decisions,
    deductions,
    deductions_owed,
    family_leave,
    holds,
    post_file,
    post_leaving,
    post_starter,
    post_tax,
    post_terms,
    sick_arrears,
    sickness,
    sickness_facts,
)

urlpatterns = [
    path("employers/posts/<uuid:post>/", post_file.PostFile.as_view(), name="post_file"),
    path("employers/posts/<uuid:post>/terms/", post_terms.ChangeTerms.as_view(), name="post_terms"),
    path("employers/posts/<uuid:post>/tax/", post_tax.ChangeTax.as_view(), name="post_tax"),
    path("employers/posts/<uuid:post>/start/", post_starter.Starter.as_view(), name="post_starter"),
    path("employers/posts/<uuid:post>/leaving/", post_leaving.LastDay.as_view(), name="post_leaving"),
    path("employers/posts/<uuid:post>/staying/", post_leaving.Staying.as_view(), name="post_staying"),
    path("employers/posts/<uuid:post>/p45/", post_leaving.P45.as_view(), name="post_p45"),
    path("employers/posts/<uuid:post>/p45/pdf/", post_leaving.P45Pdf.as_view(), name="post_p45_pdf"),
    path(
        "employers/posts/<uuid:post>/deductions/add/",
        deductions.Received.as_view(),
        name="deduction_received",
    ),
    path(
        "employers/posts/<uuid:post>/deductions/add/<slug:kind>/",
        deductions.Add.as_view(),
        name="deduction_add",
    ),
    path(
        "employers/posts/<uuid:post>/deductions/<uuid:deduction>/",
        deductions.Deduction.as_view(),
        name="deduction",
    ),
    path(
        "employers/posts/<uuid:post>/deductions/<uuid:deduction>/change/",
        deductions.Change.as_view(),
        name="deduction_change",
    ),
    path(
        "employers/posts/<uuid:post>/deductions/<uuid:deduction>/stop/",
        deductions.Stop.as_view(),
        name="deduction_stop",
    ),
    path("employers/deductions/", deductions_owed.DeductionsOwed.as_view(), name="deductions_owed"),
    path("employers/posts/<uuid:post>/hold/", holds.Hold.as_view(), name="hold"),
    path("employers/posts/<uuid:post>/held/<uuid:held>/", holds.Release.as_view(), name="release"),
    path("payruns/held/", holds.HeldPay.as_view(), name="held_pay"),
    path("employers/sickness/", sickness.Sicknesses.as_view(), name="sicknesses"),
    path(
        "employers/posts/<uuid:post>/sickness/<uuid:period>/",
        sickness.Sickness.as_view(),
        name="sickness",
    ),
    path(
        "employers/posts/<uuid:post>/sickness/<uuid:period>/undo/",
        sickness.Undo.as_view(),
        name="sickness_undo",
    ),
    path(
        "employers/posts/<uuid:post>/sickness/<uuid:period>/held-back/",
        sick_arrears.HeldBack.as_view(),
        name="sick_arrears",
    ),
    path(
        "employers/posts/<uuid:post>/sickness/<uuid:period>/held-back/undo/",
        sick_arrears.UndoHeldBack.as_view(),
        name="sick_arrears_undo",
    ),
    path("employers/posts/<uuid:post>/usual-days/", sickness_facts.UsualDays.as_view(), name="usual_days"),
    path(
        "employers/posts/<uuid:post>/earlier-sickness/",
        sickness_facts.EarlierSickness.as_view(),
        name="earlier_sickness",
    ),
    path(
        "employers/posts/<uuid:post>/earlier-sickness/<uuid:earlier>/remove/",
        sickness_facts.RemoveEarlierSickness.as_view(),
        name="earlier_sickness_remove",
    ),
    path(
        "employers/posts/<uuid:post>/family-leave/", family_leave.WhatFor.as_view(), name="family_leave_kind"
    ),
    path(
        "employers/posts/<uuid:post>/family-leave/add/<slug:kind>/",
        family_leave.Add.as_view(),
        name="family_leave_add",
    ),
    *(
        path(f"employers/posts/<uuid:post>/family-leave/<uuid:leave>/{end}", page.as_view(), name=name)
        for end, page, name in (
            ("", family_leave.FamilyLeave, "family_leave"),
            ("back/", family_leave.Back, "family_leave_back"),
            ("undo/", family_leave.Undo, "family_leave_undo"),
        )
    ),
    path("employers/bank-details/", bank_changes.BankChanges.as_view(), name="bank_changes"),
    path("employers/posts/<uuid:post>/bank/", bank_changes.Propose.as_view(), name="bank_propose"),
    *(
        path(f"employers/posts/<uuid:post>/bank/<uuid:change>/{end}", page.as_view(), name=name)
        for end, page, name in (
            ("", bank_changes.BankChange, "bank_change"),
            ("approve/", bank_decisions.Approve, "bank_approve"),
            ("refuse/", bank_decisions.Refuse, "bank_refuse"),
            ("take-back/", bank_decisions.TakeBack, "bank_take_back"),
            ("cancel/", bank_decisions.Cancel, "bank_cancel"),
            ("ring/", bank_decisions.Ring, "bank_ring"),
        )
    ),
]
