"""The verbs. Plain validated values in, rows changed, `record` called; they know nothing of HTTP and never commit."""
