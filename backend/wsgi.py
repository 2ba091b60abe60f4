"""The application object that gunicorn serves and `flask` commands use."""

from app import create_app

app = create_app()
