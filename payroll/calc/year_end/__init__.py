"""What HMRC is owed month by month, and the figures of the year's forms: P11, P32, P45 and P60."""
