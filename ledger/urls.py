"""Addresses of payments and bank files."""

from django.urls import path

from ledger.views import files, payments

app_name = "ledger"
urlpatterns = [
    path("payments/", payments.Payments.as_view(), name="payments"),
    path("payments/files/", files.Files.as_view(), name="batches"),
    path("payments/files/new/", files.RequestFile.as_view(), name="batch_request"),
    path("payments/files/<uuid:batch>/", files.File.as_view(), name="batch"),
    path("payments/files/<uuid:batch>/file/", files.Download.as_view(), name="batch_file"),
]
