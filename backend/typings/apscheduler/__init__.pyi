"""What we use of APScheduler 3.11, which has no types of its own."""
