"""What was kept before fits what is served now: each channel's queue, and the push services of the browsers' makers.

Revision: 0011
After: 0010
"""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

# Every job says itself what it sends; any queue of a channel will do.
_QUEUES = """
UPDATE procrastinate_jobs SET queue_name = 'deliveries.email'
WHERE queue_name = 'deliveries' AND status IN ('todo', 'doing', 'failed')
"""
_QUEUE = "UPDATE procrastinate_jobs SET queue_name = 'deliveries' WHERE queue_name LIKE 'deliveries.%'"
# None of these would be taken today: a browser never subscribes there by itself.
_STRANGERS = r"""
DELETE FROM devices WHERE kind = 'web_push' AND token !~* (
    '^https://([a-z0-9.-]+\.)?'
    '(fcm\.googleapis\.com|push\.services\.mozilla\.com|push\.apple\.com|notify\.windows\.com)(\:443)?/'
)
"""


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(_QUEUES)
    op.execute(_STRANGERS)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(_QUEUE)
