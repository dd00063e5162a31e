"""A second opinion on the pay calculator: tax, National Insurance, loans and pension, worked out another way.

It imports nothing of the portal. Every amount is an integer of pence and every rate an integer over 100 or
10,000, so that no result can share a rounding mistake with a calculator that works in decimals.
"""
