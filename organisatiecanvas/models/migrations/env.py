"""Run by alembic: connects to the one file that is being converted."""

from alembic import context
from sqlalchemy import URL, create_engine, pool

engine = create_engine(URL.create("sqlite", database=str(context.config.attributes["path"])), poolclass=pool.NullPool)

with engine.connect() as connection:
    context.configure(connection=connection, render_as_batch=True, transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()

engine.dispose()
