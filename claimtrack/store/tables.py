"""The Core tables under the names that queries use."""

from __future__ import annotations

from claimtrack import models
from claimtrack.models import table

claim = table(models.Claim)
claim_span = table(models.ClaimSpan)
dispute = table(models.Dispute)
document = table(models.Document)
flag = table(models.Flag)
journal = table(models.Journal)
journal_subject = table(models.JournalSubject)
judgement = table(models.Judgement)
link = table(models.Link)
mention = table(models.Mention)
note = table(models.Note)
review_place = table(models.ReviewPlace)
setting = table(models.Setting)
speaker = table(models.Speaker)
speaker_name = table(models.SpeakerName)
speaker_role = table(models.SpeakerRole)
standing = table(models.Standing)
tag = table(models.Tag)
tagging = table(models.Tagging)
