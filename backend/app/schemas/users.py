"""People in JSON."""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from app.schemas.base import Day, Email, Id, Instant, Line, ListQuery, Model, Named, Page, Path
from app.schemas.patch import Patch
from app.schemas.properties import TimeZone
from app.services import users

Name = Annotated[str, Line(200)]
Role = Annotated[str, Line(100)]
Phone = Annotated[str, StringConstraints(min_length=3, max_length=40, pattern=r"^[+0-9(][0-9 ()./-]*[0-9]$")]
Password = Annotated[str, Field(min_length=10, max_length=128)]
Locale = Annotated[str, StringConstraints(max_length=20, pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$")]


class UserProperty(Model):
    """A property that somebody manages or belongs to."""

    id: Id
    name: str
    relation: Literal["manager", "member"]
    room: Named | None
    stay_from: dt.date | None
    """The first day, of the property's calendar; null: since ever."""
    stay_until: dt.date | None
    """The last day, inclusive; null: until further notice."""


class User(Model):
    """A person. Others are shown with the properties that the caller may know of."""

    id: Id
    email: str | None
    email_verified: bool
    """Whether they have proven that they read mail at this address."""
    name: str
    phone: str | None
    role: str
    """`guest`, `staff`, `manager`, `executive`, `super_admin`; a role made here goes by its name."""
    department: Named | None
    properties: list[UserProperty]
    is_active: bool
    locale: str
    timezone: str | None
    """Null: that of the property or of the device."""
    away_from: Instant | None
    """While somebody is away, nothing is assigned to them, and what they had is handed on."""
    away_until: Instant | None
    created_at: Instant
    version: int


class UserCreated(User):
    """A person who was just added."""

    invite_url: str | None
    """The link with which they choose a password, valid for 7 days; shown this once."""


class UserPage(Page[User]):
    """One page of people, by name."""


class UserPropertyNew(Model):
    """A property that somebody is to manage or to belong to. Room and stay are for members only."""

    property_id: Id
    relation: Literal["manager", "member"]
    room_id: Id | None = None
    stay_from: Day | None = None
    stay_until: Day | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.stay_from and self.stay_until and self.stay_from > self.stay_until:
            raise PydanticCustomError("stay_order", "The last day is before the first.")
        if self.relation == "manager" and (self.room_id or self.stay_from or self.stay_until):
            raise PydanticCustomError("managers_do_not_stay", "Room and stay are a member's.")
        return self

    def belonging(self) -> users.Belonging:
        """As services take it."""
        return users.Belonging(self.property_id, self.relation, self.room_id, self.stay_from, self.stay_until)


Belongings = Annotated[list[UserPropertyNew], Field(max_length=200)]


class UserNew(Model):
    """A person to add. Without a password they get an invitation."""

    email: Email
    name: Name
    role: Role
    password: Password | None = None
    phone: Phone | None = None
    department_id: Id | None = None
    properties: Belongings = Field(default_factory=list[UserPropertyNew])

    def as_addition(self) -> users.Addition:
        """As services take it."""
        return users.Addition(
            email=self.email,
            name=self.name,
            role=self.role,
            password=self.password,
            phone=self.phone,
            department_id=self.department_id,
            properties=_belongings(self.properties),
        )


COLUMNS = frozenset({"name", "phone", "locale", "timezone", "away_from", "away_until", "department_id"})


class UserPatch(Patch):
    """What is to change about a person. `properties` replaces what they have at properties that the caller manages."""

    name: Name = ""
    email: Email = ""
    phone: Phone | None = None
    locale: Locale = ""
    timezone: TimeZone | None = None
    away_from: Instant | None = None
    away_until: Instant | None = None
    department_id: Id | None = None
    properties: Belongings = Field(default_factory=list[UserPropertyNew])
    role: Role = ""
    is_active: bool = True
    password: Password = ""

    def as_edit(self) -> users.Edit:
        """As services take it."""
        sent = self.model_fields_set
        return users.Edit(
            columns=self.model_dump(include=sent & COLUMNS),
            email=self.email if "email" in sent else None,
            password=self.password if "password" in sent else None,
            role=self.role if "role" in sent else None,
            is_active=self.is_active if "is_active" in sent else None,
            properties=_belongings(self.properties) if "properties" in sent else None,
        )


def _belongings(properties: Sequence[UserPropertyNew]) -> list[users.Belonging]:
    return [one.belonging() for one in properties]


class UserPath(Path):
    """A person."""

    user_id: Id


class UserQuery(ListQuery):
    """Which people; each of the lists may be repeated."""

    role: list[Role] = Field(default_factory=list[Role], max_length=100)
    department_id: list[Id] = Field(default_factory=list[Id], max_length=100)
    property_id: list[Id] = Field(default_factory=list[Id], max_length=100)
    """Who manages or belongs to it."""
    q: Annotated[str, Line(200)] | None = None
    """Part of name, e-mail or phone; accents and case don't matter."""
    is_active: bool | None = None

    def filters(self) -> users.UserFilters:
        """As services take it."""
        return users.UserFilters(self.role, self.department_id, self.property_id, self.q, self.is_active)
