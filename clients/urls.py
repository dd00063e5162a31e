"""Addresses of clients, their work and their money."""

from django.urls import path

from clients.views import contact, contact_for, mobile_code, money, payments, records, work

app_name = "clients"
urlpatterns = [
    path("", records.Caseload.as_view(), name="caseload"),
    path("contact/", contact.HowToContact.as_view(), name="contact"),
    path("contact/code/", mobile_code.AskForCode.as_view(), name="mobile_code"),
    path("contact/code/enter/", mobile_code.EnterCode.as_view(), name="mobile_code_enter"),
    path("money/", money.OwnMoney.as_view(), name="money"),
    path("direct-payments/", payments.DirectPayments.as_view(), name="direct_payments"),
    path("work/", work.Work.as_view(), name="work"),
    path("work/<uuid:pk>/done/", work.Finish.as_view(), name="work_item_finish"),
    path("work/<uuid:pk>/back/", work.Reopen.as_view(), name="work_item_reopen"),
    path("<uuid:pk>/contact/", contact_for.ClientContact.as_view(), name="client_contact"),
    path("assistants/<uuid:pk>/contact/", contact_for.AssistantContact.as_view(), name="assistant_contact"),
    path("<uuid:pk>/history/", records.History.as_view(), name="client_history"),
    path("<uuid:pk>/statement/", money.Statement.as_view(), name="statement"),
]
