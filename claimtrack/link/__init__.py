"""Claims in, candidate pairs, signals and scored links out; the only room that imports thefuzz."""

from claimtrack.link.find import CLAIM_LINKS, LinkSettings, compare, find, reader_remark
from claimtrack.link.score import Weights

__all__ = ["CLAIM_LINKS", "LinkSettings", "Weights", "compare", "find", "reader_remark"]
