"""Tickets: reporting, reading, editing, moving."""
