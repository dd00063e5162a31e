"""Looking up what pages show and what the payroll works from."""
