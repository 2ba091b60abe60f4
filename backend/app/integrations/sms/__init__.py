"""SMS, whoever sends them: numbers, consents, and how much text fits."""
