"""Signing in: who a session stands for."""

from .identification import identify

__all__ = ["identify"]
