#!/usr/bin/env python3
"""Makes person-key.json with libsodium (PyNaCl) and hashlib: an implementation apart from the one under test.

All values are test vectors and secure nothing. Run: python3 generate.py
"""
import base64
import hashlib
import hmac
import json
import pathlib

from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt
from nacl.pwhash.argon2id import kdf
from nacl.signing import SigningKey

workspace, person, password = "acme-7f3c", "p_00000000000000ff", "TEST VECTOR marmalade trombone"
seed, device_secret = bytes(range(32)), bytes(range(100, 132))
salt, nonce = bytes(range(16)), bytes(range(24))
m_kib, t = 8192, 2
purpose = "countersign/person-key/v1"


def hkdf(material: bytes, info: bytes) -> bytes:
    key = hmac.new(bytes(32), material, hashlib.sha256).digest()
    return hmac.new(key, info + b"\x01", hashlib.sha256).digest()


def base(value: bytes) -> str:
    return base64.b64encode(value).decode()


public = bytes(SigningKey(seed).verify_key)
stretched = kdf(32, password.encode(), salt, opslimit=t, memlimit=m_kib * 1024)
key = hkdf(stretched + device_secret, f"{purpose}\n{workspace}\n{person}".encode())
context = f"{purpose}\n{workspace}\n{person}\n{public.hex()}".encode()
ciphertext = crypto_aead_xchacha20poly1305_ietf_encrypt(seed, context, nonce, key)
record = {
    "v": 1,
    "workspace": workspace,
    "person": person,
    "public_key": base(public),
    "argon2": {"m_kib": m_kib, "t": t, "p": 1, "salt": base(salt)},
    "nonce": base(nonce),
    "ciphertext": base(ciphertext),
}
vector = {
    "note": "TEST VECTOR: secures nothing",
    "workspace": workspace,
    "password": password,
    "device_secret": device_secret.hex(),
    "seed": seed.hex(),
    "salt": salt.hex(),
    "nonce": nonce.hex(),
    "record": record,
}
target = pathlib.Path(__file__).with_name("person-key.json")
target.write_text(json.dumps(vector, indent=2) + "\n")
