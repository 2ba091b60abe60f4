"""Where the launcher looks for the commands."""
