"""An issuer by django-oauth-toolkit on loopback, with a service that takes its tokens.

In: nothing. Out: one line with the address of its endpoints, then replies until the process is ended, or its standard
input is closed. Whoever comes with a browser is signed in already.
"""

import os
import sys
import tempfile
import threading
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from django.conf import settings

# Seconds; a token is renewed after nine tenths of that.
LIFE = 5


class Server(ThreadingMixIn, WSGIServer):
    """One thread for each connection: browsers open some that they never use."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *arguments):
        pass


def signed_in(get_response):
    """Every request is the user's."""

    def middleware(request):
        from django.contrib.auth import get_user_model

        request.user = get_user_model().objects.get(username="ada")
        return get_response(request)

    return middleware


def configure(address, folder):
    settings.configure(
        SECRET_KEY="for tests alone",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        USE_TZ=True,
        # Secrets of clients are hashed, which is to be slow elsewhere.
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.path.join(folder, "db")}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "oauth2_provider",
        ],
        MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware", f"{__name__}.signed_in"],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
            }
        ],
        OAUTH2_PROVIDER={
            "SCOPES": {"things": "Things", "openid": "Who the user is"},
            "DEFAULT_SCOPES": ["things"],
            "ACCESS_TOKEN_EXPIRE_SECONDS": LIFE,
            "ROTATE_REFRESH_TOKEN": True,
            "REFRESH_TOKEN_GRACE_PERIOD_SECONDS": 0,
            "ALLOWED_REDIRECT_URI_SCHEMES": ["http"],
            "OAUTH_DEVICE_VERIFICATION_URI": f"{address}/o/device/",
            "DEVICE_FLOW_INTERVAL": 1,
            "OIDC_ENABLED": True,
            "OIDC_RSA_PRIVATE_KEY": key(),
        },
    )
    django.setup()


def key():
    """A key for ID tokens, in PEM."""
    from jwcrypto.jwk import JWK

    return JWK.generate(kty="RSA", size=2048).export_to_pem(private_key=True, password=None).decode()


def fill():
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from oauth2_provider.models import Application

    call_command("migrate", verbosity=0)
    user = get_user_model().objects.create_user("ada")

    def client(name, kind, grant, **more):
        Application.objects.create(
            client_id=name, name=name, user=user, client_type=kind, authorization_grant_type=grant, **more
        )

    of_browser = {"redirect_uris": "http://127.0.0.1/cb", "skip_authorization": True}
    client("browser", "public", "authorization-code", **of_browser)
    client("openid", "public", "authorization-code", algorithm="RS256", **of_browser)
    client("desk", "confidential", "authorization-code", client_secret="s e+cret%41", **of_browser)
    # The user is asked.
    client("asking", "public", "authorization-code", redirect_uris="http://127.0.0.1/cb")
    client("device", "public", "urn:ietf:params:oauth:grant-type:device_code")
    client("program", "confidential", "client-credentials", client_secret="s e+cret%41")


def things(request):
    """Three pages of two things each. With `expire`, the token is good no more after the first."""
    from django.http import JsonResponse
    from django.utils import timezone
    from oauth2_provider.models import AccessToken

    text = request.headers.get("Authorization", "").removeprefix("Bearer ")
    token = AccessToken.objects.filter(token=text, expires__gt=timezone.now()).first()
    if token is None:
        return JsonResponse({}, status=401, headers={"WWW-Authenticate": 'Bearer error="invalid_token"'})
    if "expire" in request.GET:
        token.expires = timezone.now()
        token.save()
    page = int(request.GET.get("page", 1))
    reply = {"value": [{"id": 2 * page - 1}, {"id": 2 * page}]}
    if page < 3:
        reply["@odata.nextLink"] = f"/api/things?page={page + 1}"
    return JsonResponse(reply)


def routes():
    from django.urls import include, path

    return [path("o/", include("oauth2_provider.urls", namespace="oauth2_provider")), path("api/things", things)]


def main():
    sys.modules["__main__"].__dict__["urlpatterns"] = []
    with tempfile.TemporaryDirectory() as folder:
        server = make_server("127.0.0.1", 0, None, server_class=Server, handler_class=Quiet)
        address = f"http://127.0.0.1:{server.server_port}"
        configure(address, folder)
        from django.core.wsgi import get_wsgi_application

        globals()["urlpatterns"] = routes()
        server.set_app(get_wsgi_application())
        fill()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(address, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
