"""A year of a demo county's managed accounts: paid through bank files, told by statements in every format.

    .venv/bin/python -m tests.journeys.year

lives it in the county that the settings name. Each account gets four-weekly money of the council and pays
wages of its PAs, both through bank files; a relative helps; and the bank alone knows of charges and
interest. The bank of the tests books a little late, cuts names, and writes a statement a month, each
account in the next format. The portal matches what is surely the ledger's; a person does the rest, and two
people sign the closing balance. Whether a match is right is known from the bank's own numbers.
"""
