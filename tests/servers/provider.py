"""A small OpenID Connect provider, for tests: discovery, keys, code flow with PKCE, ID tokens that a test can spoil."""

import base64
import hashlib
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, jsonify, redirect, request
from flask.typing import ResponseReturnValue
from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.servers.site import serving

CLIENT, SECRET = "compliance", "a secret of the tests"


class Provider:
    """Whoever comes is signed in with these `claims`; `signs` is the key that signs, `key` the one that is published."""

    def __init__(self) -> None:
        self.key = self.signs = RSAKey.generate_key(2048, parameters={"kid": "one", "use": "sig", "alg": "RS256"})
        self.issuer, self.claims, self.asked = "", {}, {}
        self._codes: dict[str, dict[str, str]] = {}

    def discovery(self) -> ResponseReturnValue:
        """What there is, and where."""
        return jsonify(
            issuer=self.issuer, authorization_endpoint=f"{self.issuer}/authorize", token_endpoint=f"{self.issuer}/token",
            jwks_uri=f"{self.issuer}/keys", id_token_signing_alg_values_supported=["RS256"])

    def keys(self) -> ResponseReturnValue:
        """The public half."""
        return jsonify(keys=[self.key.as_dict(private=False)])

    def authorize(self) -> ResponseReturnValue:
        """Sends back at once, with a code."""
        self.asked, code = request.args.to_dict(), secrets.token_urlsafe(8)
        self._codes[code] = self.asked
        return redirect(f"{self.asked['redirect_uri']}?code={code}&state={self.asked['state']}")

    def token(self) -> ResponseReturnValue:
        """The code for an ID token, once, for whoever has the code's verifier."""
        asked = self._codes.pop(request.form["code"], None)
        verifier = hashlib.sha256(request.form["code_verifier"].encode()).digest()
        proof = base64.urlsafe_b64encode(verifier).rstrip(b"=").decode()
        known = request.authorization and (request.authorization.username, request.authorization.password) == (CLIENT, SECRET)
        if asked is None or proof != asked["code_challenge"] or not known:
            return jsonify(error="invalid_grant"), 400
        told: dict[str, Any] = {
            "iss": self.issuer, "aud": CLIENT, "iat": int(time.time()), "exp": int(time.time()) + 300, "nonce": asked["nonce"]}
        signed = jwt.encode({"alg": "RS256", "kid": "one"}, told | self.claims, self.signs)
        return jsonify(access_token="x", token_type="Bearer", expires_in=300, id_token=signed)


@contextmanager
def providing() -> Iterator[Provider]:
    """Runs a provider on a loopback port."""
    provider, app = Provider(), Flask("provider")
    app.add_url_rule("/.well-known/openid-configuration", view_func=provider.discovery)
    app.add_url_rule("/keys", view_func=provider.keys)
    app.add_url_rule("/authorize", view_func=provider.authorize)
    app.add_url_rule("/token", view_func=provider.token, methods=["POST"])
    with serving(app) as address:
        provider.issuer = address
        yield provider
