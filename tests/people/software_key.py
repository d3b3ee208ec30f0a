"""A security key in software, for tests: it makes key pairs and signs as a browser has a real one do (W3C WebAuthn, 5.2)."""

import hashlib
import json
import secrets
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

ES256 = -7
PRESENT, WITH_KEY = 0x01, 0x40


class SoftwareKey:
    """One key with one pair; `origin` is where the browser believes to be, `count` how often it has signed."""

    def __init__(self, origin: str = "http://localhost", domain: str = "localhost") -> None:
        self.origin, self.domain = origin, domain
        self.id, self.count = secrets.token_bytes(32), 0
        self._secret = ec.generate_private_key(ec.SECP256R1())

    def create(self, options: str) -> str:
        """The answer to the options for a new key."""
        client = self._client("webauthn.create", options)
        made = {"fmt": "none", "attStmt": {}, "authData": self._data(PRESENT | WITH_KEY) + self._public()}
        return self._answer({"clientDataJSON": client, "attestationObject": cbor2.dumps(made)})

    def get(self, options: str, flags: int = PRESENT) -> str:
        """The answer to the options for signing."""
        self.count += 1
        client, data = self._client("webauthn.get", options), self._data(flags)
        signature = self._secret.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer({"clientDataJSON": client, "authenticatorData": data, "signature": signature})

    def _client(self, way: str, options: str) -> bytes:
        challenge = bytes_to_base64url(base64url_to_bytes(json.loads(options)["challenge"]))
        return json.dumps({"type": way, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def _data(self, flags: int) -> bytes:
        return hashlib.sha256(self.domain.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _public(self) -> bytes:
        point = self._secret.public_key().public_numbers()
        cose = {1: 2, 3: ES256, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        return bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cbor2.dumps(cose)

    def _answer(self, response: dict[str, Any]) -> str:
        name = bytes_to_base64url(self.id)
        encoded = {field: bytes_to_base64url(value) for field, value in response.items()}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": encoded, "clientExtensionResults": {}})
