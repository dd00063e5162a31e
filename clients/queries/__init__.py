"""What of the people, their arrangements and their money is read, and by whom."""
