"""Addresses for PAs, clients and representatives: timesheets, approvals, payslips, paying your PA."""

from django.urls import URLPattern, path

from payroll.views import (
    approvals,
    hmrc_bill,
    instruction_moves,
    instructions,
    own_bank_details,
    own_employers,
    payslip_list,
    payslips,
    sending,
    sheet,
    timesheets,
)

urlpatterns: list[URLPattern] = [
    path("sheets/", timesheets.Sheets.as_view(), name="sheets"),
    path("sheets/<uuid:pk>/", sheet.Sheet.as_view(), name="sheet"),
    path("sheets/<uuid:pk>/week/<int:number>/", sheet.SheetWeek.as_view(), name="sheet_week"),
    path("sheets/<uuid:pk>/check/", sending.SheetReview.as_view(), name="sheet_review"),
    path("sheets/<uuid:pk>/send/", sending.SheetSubmit.as_view(), name="sheet_submit"),
    path("sheets/<uuid:pk>/take-back/", sending.SheetRecall.as_view(), name="sheet_recall"),
    path("approvals/", approvals.Approvals.as_view(), name="approvals"),
    path("approvals/<uuid:pk>/", approvals.Approval.as_view(), name="approval"),
    path("approvals/<uuid:pk>/approve/", approvals.Approve.as_view(), name="approval_approve"),
    path("approvals/<uuid:pk>/send-back/", approvals.Reject.as_view(), name="approval_reject"),
    path("payslips/", payslip_list.Payslips.as_view(), name="payslips"),
    path("payslips/<uuid:pk>/", payslips.Payslip.as_view(), name="payslip"),
    path("payslips/<uuid:pk>/pdf/", payslips.PayslipPdf.as_view(), name="payslip_pdf"),
    path("pay/", instructions.Instructions.as_view(), name="instructions"),
    path("pay/<uuid:pk>/", instructions.Instruction.as_view(), name="instruction"),
    path("pay/<uuid:pk>/paid/", instruction_moves.Confirm.as_view(), name="instruction_confirm"),
    path("pay/<uuid:pk>/not-paid/", instruction_moves.Unconfirm.as_view(), name="instruction_unconfirm"),
    path("pay/hmrc/<uuid:pk>/", hmrc_bill.Bill.as_view(), name="pay_hmrc"),
    path("pay/hmrc/<uuid:pk>/paid/", hmrc_bill.Confirm.as_view(), name="pay_hmrc_confirm"),
    path("pay/hmrc/<uuid:pk>/not-paid/", hmrc_bill.Unconfirm.as_view(), name="pay_hmrc_unconfirm"),
    path("my-employers/", own_employers.OwnEmployers.as_view(), name="own_employers"),
    path("paid-into/", own_bank_details.PaidInto.as_view(), name="paid_into"),
    path("paid-into/new/", own_bank_details.ProposeOwn.as_view(), name="paid_into_new"),
    path("paid-into/stop/", own_bank_details.StopOwn.as_view(), name="paid_into_stop"),
    path("paid-into/cancel/", own_bank_details.CancelOwn.as_view(), name="paid_into_cancel"),
]
