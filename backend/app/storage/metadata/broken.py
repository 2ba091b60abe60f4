"""The one error of this package."""


class MetadataBroken(ValueError):
    """The container is not what it claims to be, so nobody could say what is in it."""
