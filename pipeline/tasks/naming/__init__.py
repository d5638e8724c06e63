"""A name from a birth chart (사주 작명)."""

from pipeline.tasks.naming.calendar import lunar_to_solar
from pipeline.tasks.naming.pillars import FourPillars, four_pillars

__all__ = ["FourPillars", "four_pillars", "lunar_to_solar"]
