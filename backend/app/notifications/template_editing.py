"""Templates as an administrator sees, tries, replaces and restores them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pydantic import TypeAdapter
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app import db
from app.clock import now
from app.errors import FieldProblem, Invalid, NotFound, VersionConflict
from app.events import record
from app.events.types import SettingsChanged
from app.models import MailTemplate
from app.permissions import Actor, Permission, require_everywhere

from . import mail_templates, rendering
from .letters import samples
from .mail_templates import Mail, UnusablePart
from .texts import texts

Shown = Mapping[str, object]
BUILT_IN_VERSION: Final = 1
SHOWN_LETTERS: Final = 120
_PARTS: Final = TypeAdapter(dict[str, object])
_ITEMS: Final = TypeAdapter(list[object])


def listing(connection: Connection, actor: Actor) -> Shown:
    """All templates, and which of them were replaced. 403 without `settings:manage`."""
    require_everywhere(actor, Permission.SETTINGS_MANAGE)
    changed = dict(connection.execute(select(MailTemplate.key, MailTemplate.updated_at)).all())
    items = [
        {**_named(key), "customised": key in changed, "updated_at": changed.get(key)} for key in mail_templates.KEYS
    ]
    return {"items": items, "next_cursor": None}


def shown(connection: Connection, actor: Actor, key: str) -> Shown:
    """One template with what it may use; 404 for one that there is not."""
    require_everywhere(actor, Permission.SETTINGS_MANAGE)
    _require_known(key)
    columns = (
        MailTemplate.subject,
        MailTemplate.html,
        MailTemplate.text,
        MailTemplate.updated_at,
        MailTemplate.version,
    )
    row = connection.execute(select(*columns).where(MailTemplate.key == key)).mappings().one_or_none()
    own = mail_templates.built_in(key)
    built_in = {
        "subject": own.subject,
        "html": own.html,
        "text": own.text,
        "updated_at": None,
        "version": BUILT_IN_VERSION,
    }
    return {
        **_named(key),
        "customised": row is not None,
        **(built_in if row is None else row),
        "variables": variables(key),
    }


def preview(actor: Actor, key: str, templates: Mail) -> Shown:
    """What these would make of an invented letter; 422 names the part and the line that can't be used."""
    require_everywhere(actor, Permission.SETTINGS_MANAGE)
    _require_known(key)
    made = _rendered(key, templates)
    return {"subject": made.subject, "html": made.html, "text": made.text}


def replace(session: Session, actor: Actor, key: str, templates: Mail, expected: int | None) -> None:
    """Put these in the place of a template; 422 where they can't be used, so that no mail depends on a broken one."""
    row = _locked(session, actor, key, expected)
    _rendered(key, templates)
    if row is None:
        row = MailTemplate(key=key, version=BUILT_IN_VERSION)
        session.add(row)
    row.subject, row.html, row.text = templates.subject, templates.html, templates.text
    row.version += 1
    row.updated_at, row.updated_by_id = now(), actor.user_id
    session.flush()
    _note(session, actor, key, "customised")


def restore(session: Session, actor: Actor, key: str, expected: int | None) -> None:
    """Go back to the product's own."""
    row = _locked(session, actor, key, expected)
    if row is not None:
        session.delete(row)
        session.flush()
        _note(session, actor, key, "restored")


def variables(key: str) -> Sequence[Shown]:
    """What a template may use, with examples out of the invented letter."""
    values = samples.letter(key, rendering.addresses().base).values
    english = texts("en")
    return [
        {"name": name, "about": _about(english.sentences, name), "example": example[:SHOWN_LETTERS]}
        for name, example in sorted(set(_flat(values, "")))
    ]


def _flat(value: object, name: str) -> Iterator[tuple[str, str]]:
    """The names of all that a value holds, with examples; of a list, its first item stands for all."""
    if isinstance(value, Mapping):
        for part, inner in _PARTS.validate_python(value).items():
            yield from _flat(inner, f"{name}.{part}" if name else part)
    elif isinstance(value, list | tuple):
        items = _ITEMS.validate_python(value)
        yield from _flat(items[0], f"{name}[]") if items else [(f"{name}[]", "")]
    else:
        yield name, "" if value is None else str(value)


def _about(sentences: Mapping[str, str], name: str) -> str:
    """What is said of the variable, else of what it is part of."""
    plain = name.replace("[]", "")
    while plain:
        if f"variable.{plain}" in sentences:
            return sentences[f"variable.{plain}"]
        plain = plain.rpartition(".")[0]
    raise LookupError(f"nothing is said of the variable {name}")


def _rendered(key: str, templates: Mail) -> Mail:
    try:
        return mail_templates.render(templates, samples.letter(key, rendering.addresses().base).values)
    except UnusablePart as error:
        problem = FieldProblem(f"/{error.part}", "template_error", f"Line {error.line}: {error.why}")
        raise Invalid(problem.message, "template_error", params={"line": error.line}, errors=[problem]) from error


def _named(key: str) -> Shown:
    english = texts("en")
    return {"key": key, "name": english.say(f"template.{key}.name"), "about": english.say(f"template.{key}.about")}


def _require_known(key: str) -> None:
    if key not in mail_templates.KEYS:
        raise NotFound("template")


def _locked(session: Session, actor: Actor, key: str, expected: int | None) -> MailTemplate | None:
    require_everywhere(actor, Permission.SETTINGS_MANAGE)
    _require_known(key)
    statement = select(MailTemplate).where(MailTemplate.key == key).with_for_update(key_share=True)
    row = session.scalars(statement.execution_options(populate_existing=True)).one_or_none()
    version = BUILT_IN_VERSION if row is None else row.version
    if expected is not None and expected != version:
        raise VersionConflict(shown(session.connection(), actor, key), ["subject", "html", "text"])
    return row


def _note(session: Session, actor: Actor, key: str, what: str) -> None:
    record(session, actor, SettingsChanged(0, changes={key: [None, what]}, reason={"settings": "mail_templates"}))
    db.after_commit(session, lambda: mail_templates.forget(key))
