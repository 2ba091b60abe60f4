"""The API layer's own plumbing: what stands between HTTP and a handler of ten lines."""

from app.http.api import Api
from app.http.authentication import access_token, bearer, caller
from app.http.clients import client_address
from app.http.document import openapi_document
from app.http.etags import Version
from app.http.operations import Created
from app.http.plumbing import Plumbing, install
from app.http.request_ids import request_id
from app.http.uploads import Upload, Uploads

__all__ = [
    "Api",
    "Created",
    "Plumbing",
    "Upload",
    "Uploads",
    "Version",
    "access_token",
    "bearer",
    "caller",
    "client_address",
    "install",
    "openapi_document",
    "request_id",
]
