"""An article that attacks whoever reports it: each text in every place where a report shows words."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

from claimtrack.report import ReportCase, ReportOptions
from claimtrack.vocabulary import (
    ClaimView,
    DocumentView,
    JudgementView,
    Kind,
    LinkType,
    LinkView,
    NoteView,
    Reason,
    Relation,
    RoleView,
    SpeakerKind,
    SpeakerView,
    Stance,
    Verdict,
)
from tests.report.fictional import MADE

ATTACKS: dict[str, str] = {
    "script": "<script>alert('zzpwned')</script>",
    "image": '<img src="https://evil.example/x.png" onerror="alert(1)">',
    "style": "</style><style>@import 'https://evil.example/x.css';</style>",
    "attribute": '" onmouseover="alert(1)" x="',
    "entity": "&lt;b&gt; &amp;amp; &#x3c;i&#x3e;",
    "comment": "--> <!-- ]]> <![CDATA[ x ]]>",
    "template": "{{ 7919 * 104729 }} {% for x in () %} {# gone #}",
    "terminal": "\x1b[2J\x1b[31mred\x1b]0;title\x07\x9b31m\x7f\x08",
    "formula": '=HYPERLINK("https://evil.example","x")',
    "formula plus": "+1+cmd|' /C calc'!A0",
    "formula at": "@SUM(1+9)*cmd|' /C calc'!A0",
    "formula minus": "-2+3+cmd|' /C calc'!A0",
    "formula tab": "\t=1+1",
    "formula wide": "＝1+1",
    "bidi": "admin\u202egpj.exe\u202c \u2066left\u2069",
    "separators": "one\u2028two\u2029three\u0085four\x0bfive\x0csix",
    "markdown heading": "# Owned\n## Twice\n- list\n1. first\n---\n===\n> quote\n    code",
    "markdown link": "[click](javascript:alert(1)) ![x](https://evil.example/i.png) <https://evil.example>",
    "markdown autolink": "see https://evil.example/a and www.evil.example or me@evil.example @team",
    "markdown emphasis": "**bold** __bold__ *it* _it_ ~~gone~~ `code` ```\nfence\n```",
    "markdown table": "a | b\n|---|---|\n| c | d |",
    "markdown reference": "[a]: https://evil.example 'x'\n\n[a]",
    "commas and quotes": 'Dwayne "D\'Arcy" O’Neil, Jr., “the ‘Fox’”; \\ / \' "',
    "surrogate": "lone \ud800 \udfff and \ufffe \uffff",
    "tags": "seen\U000e0041\U000e0042 unseen",
    "rich markup": "[bold red]shout[/bold red] [link=https://evil.example]x[/link]",
    "right to left": "אמר שלא היה שם وقال إنه كان هناك",
    "emoji": "👩‍👩‍👧‍👦 e\u0301 ﷺ 𝕏",
}

LONG = " ".join(f"word{n}" for n in range(10_000))


def case() -> ReportCase:
    """One finding an attack, and one whose quote has ten thousand words."""
    texts: dict[int, str] = {}
    documents: dict[int, DocumentView] = {}
    speakers: dict[int, SpeakerView] = {}
    links: list[LinkView] = []
    for number, (name, attack) in enumerate([*ATTACKS.items(), ("long", LONG)], 1):
        shown = attack if name != "long" else "long words"
        text = f"Before. {attack} after.\n\n“{attack}” {shown} said."
        start = text.index(attack)
        again = text.index(attack, start + len(attack))
        texts[number] = text
        documents[number] = DocumentView(
            number,
            f"case/{shown}.txt",
            shown,
            shown,
            date(2031, 1, 1 + number % 28),
            f"javascript:{shown}",
            shown,
            hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
            MADE,
        )
        speakers[number] = SpeakerView(
            number, shown, SpeakerKind.PERSON, (shown, f"{shown} again"), (RoleView(shown, number, None),)
        )
        a = claim(2 * number, documents[number], speakers[number], text, (start, start + len(attack)))
        b = claim(2 * number + 1, documents[number], speakers[number], text, (again, again + len(attack)))
        judged = JudgementView(number, number, shown, Verdict.CONTRADICTION, MADE, shown, 0.5, False, False)
        links.append(
            LinkView(
                number,
                Relation.CONTRADICTS,
                LinkType.MEANING,
                0.5,
                shown,
                (Reason(shown, 0.5, shown, ((0, 3),), ((0, 2),)),),
                a,
                b,
                judged,
                (judged,),
                (NoteView(number, f"l{number}", shown, shown, MADE, False),),
                (shown,),
            )
        )
    return ReportCase(
        ATTACKS["script"],
        MADE,
        "1",
        "state",
        "head",
        tuple(links),
        tuple(links[:2]),
        documents,
        speakers,
        texts.__getitem__,
        {c.id: c for link in links for c in (link.a, link.b)},
        options=ReportOptions(filters=(f"speaker: {ATTACKS['image']}",)),
    )


def claim(id: int, document: DocumentView, speaker: SpeakerView, text: str, span: tuple[int, int]) -> ClaimView:
    return ClaimView(
        id,
        document,
        speaker.id,
        speaker.name,
        speaker.kind,
        speaker.name,
        ((0, 6),),
        ((0, 2),),
        (span,),
        text[span[0] : span[1]],
        speaker.name,
        Kind.DIRECT,
        Stance.ASSERTS,
        0.5,
        False,
        candidates=(speaker.name,),
        via=speaker.name,
        paragraph=1,
        line=1,
        appearances=(id + 1 if id % 2 == 0 else id - 1,),
    )


def published() -> ReportCase:
    """The same with addresses on the web, for what needs one."""
    made = case()
    documents = {id: replace(d, url=f"https://paper.example/{id}") for id, d in made.documents.items()}
    return replace(made, documents=documents)
