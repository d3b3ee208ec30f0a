"""Merkle trees as RFC 9162 section 2.1 draws them: hashes, roots and proofs, over subtrees that somebody else keeps.

A tree of `size` leaves is read through `subtree(level, number)`: the hash over the whole leaves number * 2^level up to
(number + 1) * 2^level. Whoever keeps the leaves answers that; nothing here knows where they lie.
"""

import hashlib
from collections.abc import Callable, Iterator

Subtree = Callable[[int, int], bytes]

EMPTY = hashlib.sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    """The hash of a leaf (RFC 9162 2.1.1)."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node over two subtrees."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def over(hashes: list[bytes]) -> bytes:
    """The hash over a power of two of subtrees of one level."""
    while len(hashes) > 1:
        hashes = [node_hash(left, right) for left, right in zip(hashes[::2], hashes[1::2], strict=True)]
    return hashes[0]


def root(size: int, subtree: Subtree) -> bytes:
    """The root over the first `size` leaves."""
    return _over_range(0, size, subtree) if size else EMPTY


def _over_range(start: int, stop: int, subtree: Subtree) -> bytes:
    """The hash over leaves `start` up to `stop`, where `start` is where a subtree of that size begins."""
    width = stop - start
    if width & (width - 1) == 0:
        level = width.bit_length() - 1
        return subtree(level, start >> level)
    middle = start + _split(width)
    return node_hash(_over_range(start, middle, subtree), _over_range(middle, stop, subtree))


def _split(width: int) -> int:
    """The greatest power of two below `width`."""
    return 1 << ((width - 1).bit_length() - 1)


def inclusion(place: int, size: int, subtree: Subtree) -> list[bytes]:
    """The proof that the leaf at `place` is in the tree of `size` leaves (RFC 9162 2.1.3.1), from the leaf upwards."""
    start, stop, proof = 0, size, []
    while stop - start > 1:
        middle = start + _split(stop - start)
        if place < middle:
            proof.append(_over_range(middle, stop, subtree))
            stop = middle
        else:
            proof.append(_over_range(start, middle, subtree))
            start = middle
    return proof[::-1]


def root_by(leaf: bytes, place: int, size: int, proof: list[bytes]) -> bytes | None:
    """The root that an inclusion proof leads to (RFC 9162 2.1.3.2); None where it cannot be one for that place and size."""
    if not 0 <= place < size:
        return None
    node, last, found = place, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return None
        if node & 1 or node == last:
            found = node_hash(sibling, found)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        node, last = node >> 1, last >> 1
    return found if last == 0 else None


class Frontier:
    """The right edge of a growing tree: one hash for each bit of its size, enough to append and to know the root."""

    def __init__(self, size: int = 0, subtree: Subtree | None = None) -> None:
        self.size = size
        self._edge: list[tuple[int, bytes]] = []  # level and hash of the whole subtrees, widest first
        for level, number in _whole(size):
            assert subtree is not None, "a tree that has leaves needs its subtrees"  # noqa: S101
            self._edge.append((level, subtree(level, number)))

    def append(self, leaf: bytes) -> Iterator[tuple[int, int, bytes]]:
        """Adds a leaf. Yields level, number and hash of each subtree that it made whole, the leaf itself first."""
        level, number, found = 0, self.size, leaf
        self.size += 1
        whole = [(level, number, found)]
        while self._edge and self._edge[-1][0] == level:
            found = node_hash(self._edge.pop()[1], found)
            level, number = level + 1, number >> 1
            whole.append((level, number, found))
        self._edge.append((level, found))
        return iter(whole)

    def root(self) -> bytes:
        """The root over all leaves so far."""
        if not self._edge:
            return EMPTY
        found = self._edge[-1][1]
        for _, left in self._edge[-2::-1]:
            found = node_hash(left, found)
        return found


def _whole(size: int) -> Iterator[tuple[int, int]]:
    """Level and number of the whole subtrees that a tree of `size` leaves is made of, from the left."""
    start = 0
    for level in range(size.bit_length() - 1, -1, -1):
        if size >> level & 1:
            yield level, start >> level
            start += 1 << level
