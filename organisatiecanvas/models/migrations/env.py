"""Run by alembic: connects to the one file that is being converted."""

from alembic import context

from organisatiecanvas.models.connection import engine_for

attributes = context.config.attributes
engine = engine_for(attributes["path"], attributes["password"], alone=False, draft=True)

with engine.connect() as connection:
    context.configure(connection=connection, render_as_batch=True, transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()

engine.dispose()
