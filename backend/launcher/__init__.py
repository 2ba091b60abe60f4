"""The launcher: starts, watches and stops everything that one installation runs on one machine."""
