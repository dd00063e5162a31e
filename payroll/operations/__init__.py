"""What people and jobs do with timesheets, payruns, submissions and payment instructions."""
