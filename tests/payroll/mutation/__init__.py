"""How the tests of the pay calculation are themselves tested: docs/payroll/mutation-testing.md."""
