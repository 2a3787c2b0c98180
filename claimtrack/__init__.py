"""Who said what, and where it does not fit."""

__version__ = "0.1.0"
