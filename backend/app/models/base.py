"""The declarative base, naming of constraints, and the column types that every table shares."""

import datetime as dt
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated, ClassVar, TypeAlias

from sqlalchemy import BigInteger, CheckConstraint, DateTime, Identity, MetaData, Text, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, mapped_column

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"

Key = Annotated[int, mapped_column(BigInteger, Identity(always=False), primary_key=True)]
Moment = Annotated[dt.datetime, mapped_column(DateTime(timezone=True))]
Created = Annotated[dt.datetime, mapped_column(DateTime(timezone=True), server_default=func.now())]
Version = Annotated[int, mapped_column(BigInteger, default=1, server_default="1")]
Document = Annotated[Mapping[str, object], mapped_column(JSONB)]
Counter = Annotated[int, mapped_column(BigInteger, default=0, server_default="0")]


class Base(DeclarativeBase):
    """Every table of the application."""

    metadata = MetaData(
        naming_convention={
            "ix": "%(table_name)s_%(column_0_N_name)s_idx",
            "uq": "%(table_name)s_%(column_0_N_name)s_key",
            "ck": "%(table_name)s_%(constraint_name)s_check",
            "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
            "pk": "%(table_name)s_pkey",
        }
    )
    type_annotation_map: ClassVar[dict[object, object]] = {
        str: Text(),
        int: BigInteger(),
        dt.datetime: DateTime(timezone=True),
    }


def one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    """A CHECK that `column` (text, may be null) holds one of the enum's words."""
    words = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({words})", name=column)
