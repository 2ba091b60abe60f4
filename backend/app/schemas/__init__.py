"""JSON in and out: pydantic models, a file a noun."""
