"""Checks digests, leaf hashes and the root of log.json without the kernel: python3 check.py"""
import base64
import hashlib
import json
from pathlib import Path


def root(leaves: list[bytes]) -> bytes:
    """RFC 6962, section 2.1."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\1" + root(leaves[:split]) + root(leaves[split:])).digest()


if __name__ == "__main__":
    golden = json.loads(Path(__file__).with_name("log.json").read_text(encoding="utf-8"))
    leaves = []
    for index, row in enumerate(golden["entries"]):
        entry = row["entry"].encode()
        leaf = hashlib.sha256(b"\0" + entry).digest()
        line = json.loads(entry.split(b"\n")[0])
        canonical = json.dumps(line, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        assert entry.startswith(canonical + b"\n\n"), index
        assert row["digest"] == hashlib.sha256(entry).hexdigest(), index
        assert row["leaf"] == base64.b64encode(leaf).decode(), index
        assert (line["act"], line["on"]) == (row["act"], row["on"]), index
        leaves.append(leaf)
    assert golden["root"] == base64.b64encode(root(leaves)).decode()
    assert golden["entries"][-1]["state"] == hashlib.sha256(bytes.fromhex(golden["state"])).hexdigest()
    print(f"{len(leaves)} entries, root and state digest are right")
