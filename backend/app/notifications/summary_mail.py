"""The mail of a summary that is shown instead of sent."""

from collections.abc import Mapping

from sqlalchemy import Connection

from app.permissions import Actor

from . import mail_templates, rendering
from .letters import reading, summary
from .mail_templates import Mail


def mail(connection: Connection, actor: Actor, facts: Mapping[str, object]) -> Mail:
    """As it would reach the actor, with these figures."""
    voice = rendering.voice(reading.reader(connection, actor.user_id or 0), actor)
    return mail_templates.mail(connection, summary.letter(voice, summary.Figures.model_validate(facts)))
