"""When: dated expressions, what they were counted from, and when a statement was made."""

from sayso.times.dating import date
from sayso.times.saying import said

__all__ = ["date", "said"]
