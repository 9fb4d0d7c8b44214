"""Signatures by the thousand for keys that are worth nothing: quick, and careless about timing."""

from functools import cache
from typing import Final

from eth_utils.crypto import keccak

FIELD: Final = 2**256 - 2**32 - 977
ORDER: Final = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
GENERATOR: Final = (
    0x79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798,
    0x483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8,
)

type Point = tuple[int, int]


def address_of(key: int) -> str:
    """Ethereum address of a private key, in lower case."""
    x, y = _times_generator(key)
    return "0x" + keccak(x.to_bytes(32) + y.to_bytes(32))[12:].hex()


def sign(digest: bytes, key: int) -> bytes:
    """Recoverable secp256k1 signature of a digest: r, s, v."""
    nonce = int.from_bytes(keccak(key.to_bytes(32) + digest)) % ORDER
    x, y = _times_generator(nonce)
    r = x % ORDER
    s = (int.from_bytes(digest) + r * key) * pow(nonce, -1, ORDER) % ORDER
    odd = y & 1
    if s > ORDER // 2:
        s, odd = ORDER - s, odd ^ 1
    return r.to_bytes(32) + s.to_bytes(32) + bytes([27 + odd])


@cache
def _table() -> list[list[Point]]:
    """Multiples 1..15 of 16^i times the generator, for each of the 64 hexadecimal digits of a key."""
    table, base = [], GENERATOR
    for _ in range(64):
        row = [base]
        for _ in range(15):
            row.append(_add(row[-1], base))
        base = row.pop()
        table.append(row)
    return table


def _add(a: Point, b: Point) -> Point:
    """Sum of two points of which neither is the other's opposite."""
    if a == b:
        slope = 3 * a[0] * a[0] * pow(2 * a[1], -1, FIELD) % FIELD
    else:
        slope = (b[1] - a[1]) * pow(b[0] - a[0], -1, FIELD) % FIELD
    x = (slope * slope - a[0] - b[0]) % FIELD
    return x, (slope * (a[0] - x) - a[1]) % FIELD


def _times_generator(factor: int) -> Point:
    """Multiple of the generator by adding one table entry a digit, in coordinates that need one division at the end."""
    x, y, z = 0, 1, 0
    for row in _table():
        digit, factor = factor & 15, factor >> 4
        if not digit:
            continue
        bx, by = row[digit - 1]
        if not z:
            x, y, z = bx, by, 1
            continue
        zz = z * z % FIELD
        h = (bx * zz - x) % FIELD
        slope = (by * zz * z - y) % FIELD
        hh = h * h % FIELD
        hhh = h * hh % FIELD
        v = x * hh % FIELD
        x = (slope * slope - hhh - 2 * v) % FIELD
        y = (slope * (v - x) - y * hhh) % FIELD
        z = z * h % FIELD
    inverse = pow(z, -1, FIELD)
    square = inverse * inverse % FIELD
    return x * square % FIELD, y * square * inverse % FIELD
