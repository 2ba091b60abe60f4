"""`flask openapi`: the API's description, from which the clients are generated."""

import click


@click.command()
def openapi() -> None:
    """Print the OpenAPI document as JSON, sorted, so that two of them can be compared."""
    # Heavy: every route and schema.
    import orjson

    from app import create_app
    from app.http import openapi_document

    document = openapi_document(create_app())
    click.echo(orjson.dumps(document, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2))
