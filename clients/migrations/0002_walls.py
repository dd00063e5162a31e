"""Row-level security on every table of people and money."""

from django.db import migrations

from dpss.access.row_security import append_only, protect


class Migration(migrations.Migration):
    dependencies = [("clients", "0001_initial"), ("access", "0002_walls")]
    operations = [
        protect("clients_client", "identity"),
        protect("clients_clientevent", "identity"),
        protect("clients_personalassistant", "identity"),
        protect("clients_representation", "identity"),
        protect("clients_placement", "identity"),
        protect("clients_caseallocation", "identity"),
        protect("clients_workitem", "care"),
        protect("clients_directpayment", "money"),
        protect("clients_directpaymentevent", "money"),
        protect("clients_budgetline", "money"),
        protect("clients_commitment", "money"),
        protect("clients_complaint", "care"),
        protect("clients_complaintpoint", "care"),
        protect("clients_thread", "care"),
        protect("clients_message", "care"),
        protect("clients_messagefile", "care"),
        protect("clients_contactnote", "care"),
        protect("clients_onboarding", "identity"),
        protect("clients_paymentdecision", "care"),
        protect("clients_capacity", "care"),
        protect("clients_paymentroute", "care"),
        protect("clients_paymentcondition", "care"),
        protect("clients_agreementsignature", "care"),
        protect("clients_absence", "identity"),
        protect("clients_absencereason", "care"),
        append_only("clients_absencereason"),
        protect("clients_referral", "care"),
        protect("clients_ending", "identity"),
        protect("clients_councilmove", "identity"),
        protect("clients_endinggrounds", "care"),
        protect("clients_endingstep", "identity"),
        append_only("clients_endinggrounds"),
        append_only("clients_endingstep"),
        protect("clients_arrangement", "money"),
        protect("clients_budgetchange", "money"),
        protect("clients_uplift", "organisation"),
        protect("clients_suspension", "money"),
        protect("clients_fourweeklypayment", "money"),
        protect("clients_fourweeklyline", "money"),
        append_only("clients_fourweeklyline"),
        append_only("clients_paymentdecision"),
        append_only("clients_capacity"),
        append_only("clients_paymentroute"),
        append_only("clients_paymentcondition"),
        append_only("clients_agreementsignature"),
        append_only("clients_contactnote"),
        append_only("clients_clientevent"),
        append_only("clients_directpaymentevent"),
    ]
