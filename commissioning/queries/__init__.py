"""Reading what is counted, for the job; and what was counted, for commissioners."""
