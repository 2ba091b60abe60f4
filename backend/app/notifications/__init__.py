"""Who is told what, through which channel, when, and what became of it."""
