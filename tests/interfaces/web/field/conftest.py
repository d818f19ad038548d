"""These pages' tests stand in the same town, at the same clock, as those of the other staff pages."""

from tests.interfaces.web.staff.conftest import a_town, clock

__all__ = ["a_town", "clock"]
