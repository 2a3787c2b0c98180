"""Jinja2 as the report uses it: a newsroom's own templates first, ours behind them, and one line when one is wrong."""

from __future__ import annotations

from pathlib import Path

from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from claimtrack.errors import ReportError
from claimtrack.report.words import FILTERS


def environment(template_dir: Path | None) -> ImmutableSandboxedEnvironment:
    """Raises ReportError where the folder of templates is missing."""
    if template_dir is not None and not template_dir.is_dir():
        raise ReportError(f"no folder of templates at {template_dir}: name one that exists")
    own = [] if template_dir is None else [FileSystemLoader(template_dir)]
    made = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([*own, PackageLoader("claimtrack.report")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= FILTERS
    return made


def rendered(environment: ImmutableSandboxedEnvironment, name: str, **values: object) -> str:
    """Raises ReportError, with the file and line where they are known, for whatever a template does wrong."""
    try:
        return environment.get_template(name).render(**values)
    except TemplateSyntaxError as error:
        raise ReportError(
            f"template {error.filename or name}, line {error.lineno}: {error.message}; mend it"
        ) from error
    except (TemplateError, TypeError, ValueError, AttributeError, KeyError, ArithmeticError) as error:
        raise ReportError(f"template {name} {_line_of(error)}: {error}; mend it") from error


def _line_of(error: BaseException) -> str:
    found = ""
    trace = error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.endswith((".j2", ".css")):
            found = f"({name}, line {trace.tb_lineno})"
        trace = trace.tb_next
    return found
