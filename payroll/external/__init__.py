"""Payroll that a provider works out in software of its own: hours out, results in. Pure."""
