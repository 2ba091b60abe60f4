"""Clients of the outside: plain values in and out."""
