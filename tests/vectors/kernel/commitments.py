"""The golden commitment of crates/kernel/src/commitment.rs, made without the kernel: python3 commitments.py"""
import hashlib
import struct

LABEL = b"countersign/commit/v1\0"


def commitment(act_id: bytes, path: bytes, salt: bytes, value: bytes) -> str:
    """SHA-256 over the label, and act id, path and value each after its length (u64, big endian); the salt as it is."""
    sha = hashlib.sha256(LABEL)
    for part in (act_id, path):
        sha.update(struct.pack(">Q", len(part)) + part)
    sha.update(salt)
    sha.update(struct.pack(">Q", len(value)) + value)
    return sha.hexdigest()


if __name__ == "__main__":
    print(commitment(b"01010101-0101-0101-0101-010101010101", b"iban", bytes([7]) * 32, b"DE89"))
