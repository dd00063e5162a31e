"""Addresses of payments and bank files."""

from django.urls import path

from ledger.views import creditors, files, payments, return_answers, returns

app_name = "ledger"
urlpatterns = [
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
