"""A stand-in for HMRC's Transaction Engine that speaks HTTP, for demonstrations and tests.

It is written from HMRC's own documents and shares no code with the messages it judges. Run it with
`python -m payroll.gateways.sandbox`.
"""
