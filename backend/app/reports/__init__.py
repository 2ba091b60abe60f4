"""What the rows add up to: queries, and the plain values that mails and pages show."""
