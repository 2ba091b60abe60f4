"""The daily summary: what one person's properties did in a day, department by department, and what needs a decision."""
