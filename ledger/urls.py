"""Addresses of payments and bank files."""

from django.urls import path

from ledger.views import (
    creditors,
    files,
    lines,
    payments,
    reconciliations,
    return_answers,
    returns,
    statements,
)

app_name = "ledger"
urlpatterns = [
    path("accounts/", statements.Accounts.as_view(), name="accounts"),
    path("accounts/lines/", lines.Unmatched.as_view(), name="unmatched"),
    path("accounts/lines/<uuid:line>/", lines.Line.as_view(), name="line"),
    path("accounts/lines/<uuid:line>/match/", lines.Match.as_view(), name="line_match"),
    path("accounts/lines/<uuid:line>/say/", lines.SayWhat.as_view(), name="line_say"),
    path("accounts/lines/<uuid:line>/undo/", lines.Undo.as_view(), name="line_undo"),
    path("accounts/statements/<uuid:statement>/", statements.Statement.as_view(), name="statement"),
    path(
        "accounts/statements/<uuid:statement>/columns/",
        statements.Columns.as_view(),
        name="statement_columns",
    ),
    path(
        "accounts/statements/<uuid:statement>/take-in/",
        statements.TakeIn.as_view(),
        name="statement_take_in",
    ),
    path("accounts/statements/<uuid:statement>/drop/", statements.Drop.as_view(), name="statement_drop"),
    path(
        "accounts/statements/<uuid:statement>/take-out/",
        statements.TakeOut.as_view(),
        name="statement_take_out",
    ),
    path(
        "accounts/statements/<uuid:statement>/reconcile/",
        reconciliations.Reconcile.as_view(),
        name="reconcile",
    ),
    path("accounts/balances/<uuid:balance>/sign/", reconciliations.Sign.as_view(), name="balance_sign"),
    path(
        "accounts/balances/<uuid:balance>/withdraw/",
        reconciliations.Withdraw.as_view(),
        name="balance_withdraw",
    ),
    path("accounts/<uuid:account>/", statements.Account.as_view(), name="account"),
    path("accounts/<uuid:account>/statement/", statements.ReadIn.as_view(), name="statement_new"),
    path("payments/", payments.Payments.as_view(), name="payments"),
    path("payments/files/", files.Files.as_view(), name="batches"),
    path("payments/files/new/", files.RequestFile.as_view(), name="batch_request"),
    path("payments/files/<uuid:batch>/", files.File.as_view(), name="batch"),
    path("payments/files/<uuid:batch>/file/", files.Download.as_view(), name="batch_file"),
    path("payments/sent-back/", returns.Returns.as_view(), name="returns"),
    path("payments/sent-back/list/", returns.UploadReturns.as_view(), name="returns_upload"),
    path("payments/sent-back/<uuid:sent_back>/", return_answers.Return.as_view(), name="return"),
    path(
        "payments/sent-back/<uuid:sent_back>/check/",
        return_answers.CheckReturn.as_view(),
        name="return_check",
    ),
    path(
        "payments/sent-back/<uuid:sent_back>/pay-again/",
        return_answers.PayAgain.as_view(),
        name="return_pay_again",
    ),
    path(
        "payments/sent-back/<uuid:sent_back>/close/",
        return_answers.CloseReturn.as_view(),
        name="return_close",
    ),
    path(
        "payments/sent-back/<uuid:sent_back>/settled/",
        return_answers.SettleReturn.as_view(),
        name="return_settle",
    ),
    path(
        "payments/sent-back/<uuid:sent_back>/not-settled/",
        return_answers.UnsettleReturn.as_view(),
        name="return_unsettle",
    ),
    path("payments/<uuid:payment>/sent-back/", returns.RecordReturn.as_view(), name="payment_return"),
    path("payments/accounts/", creditors.Creditors.as_view(), name="creditors"),
    path(
        "payments/accounts/<uuid:account>/approve/",
        creditors.ApproveCreditor.as_view(),
        name="creditor_approve",
    ),
    path(
        "payments/accounts/<uuid:account>/withdraw/",
        creditors.WithdrawCreditor.as_view(),
        name="creditor_withdraw",
    ),
]
