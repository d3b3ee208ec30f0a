"""Checks what `flask audit export` or `flask audit prove` wrote, with nothing but Python's standard library.

    python verify_trail.py FILE [--key KEY] [--checkpoint CHECKPOINT]

FILE is the export (lines of JSON) or the proof (one object). KEY is the public key of the log as you know it from elsewhere;
without it the one in the file is believed. CHECKPOINT is a file with a checkpoint that you kept: the export must begin with
what it says. Exit 0: everything holds. Exit 1: the first entry that does not is named. Exit 2: wrong usage.

Digest of an event: SHA-256 over its JSON without `digest`, keys sorted, no spaces, UTF-8. Leaves and nodes of the tree:
RFC 9162 section 2.1, the entry being the event's digest. Checkpoints: C2SP tlog-checkpoint, signed by Ed25519 (RFC 8032).
"""

import argparse
import base64
import binascii
import hashlib
import json
import sys
from pathlib import Path

P = 2**255 - 19
D = -121665 * pow(121666, P - 2, P) % P
ORDER = 2**252 + 27742317777372353535851937790883648493
NONE = "0" * 64
FIELDS = {"id", "at", "kind", "entity", "entity_id", "ticket_id", "actor", "actor_id", "data", "follows", "previous", "state",
          "digest"}


class Wrong(Exception):
    """What does not hold, in words."""


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def raw64(text):
    """Bytes in base64, which has one spelling for them here."""
    raw = base64.b64decode(text, validate=True)
    if base64.b64encode(raw).decode() != text:
        raise ValueError("base64 of another spelling")
    return raw


# Ed25519: points are (x, y, z, t) with x*y = z*t.


def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number, point):
    found = (0, 1, 1, 0)
    while number:
        if number & 1:
            found = add(found, point)
        point, number = add(point, point), number >> 1
    return found


def point(data):
    """The point that 32 bytes stand for; None where they stand for none."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def signed(public, message, signature):
    """Whether `signature` is that of the holder of `public` on `message`."""
    if len(public) != 32 or len(signature) != 64:
        return False
    key, r, s = point(public), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if key is None or r is None or s >= ORDER:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    left, right = times(s, BASE), add(r, times(h, key))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


def checkpoint(note, key):
    """Size and root of a checkpoint that `key` signed."""
    try:
        name, key_id, encoded = key.split("+", 2)
        public = raw64(encoded)
        if public[:1] != b"\x01" or sha256(name.encode() + b"\n" + public)[:4].hex() != key_id:
            raise Wrong("the key is damaged")
        body, signature = note.replace("\r\n", "\n").strip("\n").split("\n\n", 1)
        origin, size, root = body.split("\n")[:3]
        dash, by, text = signature.split("\n")[0].split(" ")
        raw = raw64(text)
        good = (dash, by, origin) == ("\u2014", name, name) and raw[:4].hex() == key_id and size.isascii() and size.isdigit()
        if not good or not signed(public[1:], (body + "\n").encode(), raw[4:]):
            raise Wrong("the checkpoint is not signed by the key")
        return int(size), raw64(root)
    except (ValueError, binascii.Error, AttributeError) as error:
        raise Wrong("the checkpoint or the key is damaged") from error


def leaf(event):
    """The leaf of an event whose digest is that of its content."""
    if event.keys() != FIELDS:
        raise Wrong("it has other fields than an event")
    content = {name: value for name, value in event.items() if name != "digest"}
    said = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    if hashlib.sha256(said).hexdigest() != event["digest"]:
        raise Wrong("its content does not match its digest")
    return sha256(b"\x00", bytes.fromhex(event["digest"]))


def follow(event, tips):
    """An event follows the latest one of its row."""
    row = (event["entity"], event["entity_id"])
    before, digest = tips.get(row, (None, NONE))
    if (event["follows"], event["previous"]) != (before, digest):
        raise Wrong("it does not follow the latest entry of its row")
    tips[row] = (event["id"], event["digest"])


class Tree:
    """Grows leaf by leaf and knows its root."""

    def __init__(self):
        self.size, self.edge = 0, []

    def append(self, found):
        level, self.size = 0, self.size + 1
        while self.edge and self.edge[-1][0] == level:
            level, found = level + 1, sha256(b"\x01", self.edge.pop()[1], found)
        self.edge.append((level, found))

    def root(self):
        found = self.edge[-1][1] if self.edge else sha256()
        for _, left in self.edge[-2::-1]:
            found = sha256(b"\x01", left, found)
        return found


def root_by(found, place, size, proof):
    """The root that an inclusion proof leads to (RFC 9162 2.1.3.2)."""
    node, last = place, size - 1
    for sibling in proof:
        if last == 0:
            return None
        if node & 1 or node == last:
            found = sha256(b"\x01", sibling, found)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            found = sha256(b"\x01", found, sibling)
        node, last = node >> 1, last >> 1
    return found if last == 0 else None


def check_export(lines, key, kept):
    """Every entry, every chain, the root; returns how many entries there are."""
    if not lines:
        raise Wrong("the file is empty")
    tree, tips, end = Tree(), {}, entry(lines[-1], len(lines) - 1)
    if end.keys() != {"checkpoint", "key"}:
        raise Wrong("the last line is not the checkpoint: the end is missing")
    trusted = key or end["key"]
    if end["key"] != trusted:
        raise Wrong("the file names another key")
    size, root = checkpoint(end["checkpoint"], trusted)
    outside = checkpoint(kept, trusted) if kept else None
    for place, line in enumerate(lines[:-1]):
        event = entry(line, place)
        try:
            tree.append(leaf(event))
            follow(event, tips)
        except Wrong as wrong:
            raise Wrong(f"entry {place} (event {event.get('id')}): {wrong}") from wrong
        if outside and tree.size == outside[0] and tree.root() != outside[1]:
            raise Wrong(f"the first {tree.size} entries are not those of the checkpoint that was kept")
    if outside and outside[0] > tree.size:
        raise Wrong(f"there are {tree.size} entries, but the checkpoint that was kept tells of {outside[0]}")
    if (tree.size, tree.root()) != (size, root):
        raise Wrong(f"the {tree.size} entries are not the {size} of the checkpoint")
    return tree.size


def entry(line, place):
    """The object in a line, which must be written as the export writes it."""
    try:
        found = json.loads(line)
    except ValueError as error:
        raise Wrong(f"entry {place}: it is not JSON ({error})") from error
    if not isinstance(found, dict) or line != json.dumps(found, ensure_ascii=False, sort_keys=True):
        raise Wrong(f"entry {place}: it is not written as the export writes it")
    return found


def check_proof(proof, key):
    """Every event of a proof; returns how many there are."""
    trusted = key or proof["key"]
    size, root = checkpoint(proof["checkpoint"], trusted)
    for proved in proof["events"]:
        event = {name: value for name, value in proved.items() if name not in {"place", "proof"}}
        try:
            hashes = [raw64(text) for text in proved["proof"]]
            if not 0 <= proved["place"] < size or root_by(leaf(event), proved["place"], size, hashes) != root:
                raise Wrong("its proof does not lead to the checkpoint")
        except (Wrong, KeyError, TypeError, ValueError) as wrong:
            raise Wrong(f"event {event.get('id')}: {wrong}") from wrong
    return len(proof["events"])


def main():
    parser = argparse.ArgumentParser(description="Checks an export of the trail, or proofs from it.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--key")
    parser.add_argument("--checkpoint", type=Path)
    given = parser.parse_args()
    try:
        lines = given.file.read_bytes().decode().removesuffix("\n").split("\n")
        proof = len(lines) == 1 and entry(lines[0], 0)
        if proof and "events" in proof:
            print(f"{check_proof(proof, given.key)} events are in the log")
        else:
            kept = given.checkpoint.read_text(encoding="utf-8") if given.checkpoint else ""
            print(f"{check_export(lines, given.key, kept)} entries hold")
    except (Wrong, KeyError, TypeError, ValueError) as wrong:
        sys.exit(f"Error: {wrong}")


if __name__ == "__main__":
    main()
