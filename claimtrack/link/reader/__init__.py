"""The contradiction reader: two claims in, how sure it is that they contradict out.

A small cross-encoder that ships with the package, or one of the user's own. onnxruntime and tokenizers are imported
when a reader is loaded, never before.
"""

from claimtrack.link.reader.clauses import Conflict, clauses, conflict
from claimtrack.link.reader.runtime import Passage, Reader, Reading, load

__all__ = ["Conflict", "Passage", "Reader", "Reading", "clauses", "conflict", "load"]
