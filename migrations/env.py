"""How alembic reaches the case: over the connection that claimtrack.store.migrate opened, inside its transaction."""

from __future__ import annotations

from alembic import context
from sqlalchemy import create_engine
from sqlalchemy.engine import Connection

from claimtrack.models import Base


def _is_ours(name: str | None, kind: str) -> bool:
    """Full-text tables belong to the search interface, not to the models."""
    return not (kind == "table" and name is not None and "_fts" in name)


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_name=lambda name, kind, parents: _is_ours(name, kind),
        render_as_batch=connection.dialect.name == "sqlite",
        transactional_ddl=False,
    )
    context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    _run(given)
else:  # `alembic revision --autogenerate` from a checkout: -x db=URL
    engine = create_engine(context.get_x_argument(as_dictionary=True)["db"])
    with engine.begin() as own:
        _run(own)
