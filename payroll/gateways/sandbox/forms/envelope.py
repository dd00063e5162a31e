"""The GovTalk envelope, as a sender must write it.

HMRC's envelope schema 2.0-HMRC, and the Document Submission Protocol 3.1 where it is stricter: Function,
CorrelationID and Transformation must be there. GatewayTimestamp must be left out: the protocol wants it
empty, the schema wants a date in it.
"""

from payroll.gateways.sandbox import shapes
from payroll.gateways.sandbox.forms.values import ANYTHING, IDENTIFIER, like

ORDER = {
    "GovTalkMessage": "EnvelopeVersion Header GovTalkDetails Body?",
    "Header": "MessageDetails SenderDetails?",
    "MessageDetails": "Class Qualifier Function TransactionID? AuditID? CorrelationID ResponseEndPoint?"
    " Transformation GatewayTest?",
    "SenderDetails": "IDAuthentication? X509Certificate? EmailAddress?",
    "IDAuthentication": "SenderID? Authentication+",
    "Authentication": "Method Role? Value? Signature?",
    "GovTalkDetails": "Keys? TargetDetails? GatewayValidation? ChannelRouting* GovTalkErrors?"
    " GatewayAdditions?",
    "Keys": "Key*",
    "TargetDetails": "Organisation*",
    "ChannelRouting": "Channel ID* Timestamp?",
    "Channel": "URI|Name Product? Version?",
}
VALUES = {
    "EnvelopeVersion": like(r"[12]\.0"),
    "Class": like(r"[\w(){}-]{4,32}"),
    "TransactionID": IDENTIFIER,
    "AuditID": IDENTIFIER,
    "CorrelationID": IDENTIFIER,
    "Transformation": like("XML"),
    "GatewayTest": like("[01]"),
    "Method": like("clear|MD5|W3Csigned"),
    "Organisation": like("(?s).{1,64}"),
}
ATTRIBUTES = {
    "Key": {"Type!": ANYTHING},
    "ID": {"Type!": ANYTHING},
    "ResponseEndPoint": {"PollInterval": ANYTHING},
}

FORM = shapes.Form(
    order={name: shapes.content(written) for name, written in ORDER.items()},
    values=VALUES,
    attributes=ATTRIBUTES,
    closed=frozenset({"Body", "Signature", "GatewayValidation", "GovTalkErrors", "GatewayAdditions"}),
)
