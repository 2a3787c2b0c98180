"""Whatever the text, every span lies in it, every index points at something, and nothing raises."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimtrack.vocabulary import Extraction

WORDS = (
    "Mr Mrs Cllr Sir Alan Owen Roe Jane Mike She He They It I we who said told denied claims that , . ; : “ ” ' \" ( ) "
    "police report letter by from on Tuesday May 12, 2015 the a former chief executive, spokesman LGA Council of "
    "refuted rejected \n \n\n JANE ROE: 31-year-old mother-of-two Yours faithfully £4m é 中 \x00 \u200b 😀 which his "
).split(" ")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join) | st.text(max_size=200))
def test_no_text_breaks_the_resolution(extract: Callable[..., Extraction], text: str) -> None:
    found = extract(text)
    for one in found.attributions:
        spans = [*one.source, *one.cue, *one.content, *(r.span for r in one.resolutions)]
        spans += [one.said_span] if one.said_span is not None else []
        if one.refers_to is not None:
            spans += [one.refers_to.span] if one.refers_to.span is not None else []
            assert one.refers_to.attribution is None or one.refers_to.attribution < len(found.attributions)
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert one.person is None or found.persons[one.person].name == one.speaker
        assert one.person is not None or one.speaker is None
    for dispute in found.disputes:
        assert 0 <= dispute.span[0] < dispute.span[1] <= len(text)
        assert all(index is None or index < len(found.persons) for index in (dispute.by, dispute.against))
    assert all(person.name for person in found.persons)
