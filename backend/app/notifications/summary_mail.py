"""The mail of a summary that is shown instead of sent."""

from collections.abc import Mapping

from sqlalchemy import Connection

from app.permissions import Actor

from . import mail_templates, people, rendering
from .letters import summary
from .mail_templates import Mail


def mail(connection: Connection, actor: Actor, facts: Mapping[str, object]) -> Mail:
    """As it would reach the actor, with these figures."""
    voice = rendering.voice(people.one(connection, actor))
    return mail_templates.mail(connection, summary.letter(voice, summary.Figures.model_validate(facts)))
