"""A path or stream in, an Article out; one reader a format."""

from claimtrack.intake.gathering import Failure, Found, Skipped, find, gather
from claimtrack.intake.reading import EXTENSIONS, read

__all__ = ["EXTENSIONS", "Failure", "Found", "Skipped", "find", "gather", "read"]
