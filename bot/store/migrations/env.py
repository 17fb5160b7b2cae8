"""What Alembic runs: the connection is always given, by bot/store/migration.py or by a test."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
