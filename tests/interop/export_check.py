"""Checks an export with Python's standard library and the openssl command, and nothing else.

It shares no code with the product: roots are computed by the recursive definition of RFC 6962, tiles and paths from the
text of C2SP tlog-tiles, signatures by `openssl pkeyutl`. Usage: export_check.py EXPORT
"""

import base64
import concurrent.futures
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile

# The fixed head of an Ed25519 public key in DER (RFC 8410).
DER = bytes.fromhex("302a300506032b6570032100")


class Wrong(Exception):
    """Something in the export is not as it must be."""


def must(condition, what):
    if not condition:
        raise Wrong(what)


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def mth(leaves):
    """The Merkle tree hash, by its recursive definition."""
    if not leaves:
        return sha256()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01", mth(leaves[:split]), mth(leaves[split:]))


def number_path(number):
    groups = ["%03d" % (number % 1000)]
    while number >= 1000:
        number //= 1000
        groups.insert(0, "x%03d" % (number % 1000))
    return "/".join(groups)


def tile_path(kind, number, width):
    return "tile/%s/%s%s" % (kind, number_path(number), "" if width == 256 else ".p/%d" % width)


def read(export, path):
    try:
        return (export / path).read_bytes()
    except OSError as error:
        raise Wrong("%s cannot be read" % path) from error


def parse_keys(export):
    keys = {}
    for name, vkeys in json.loads(read(export, "keys.json")).items():
        for vkey in vkeys:
            said, key_id, data = vkey.split("+", 2)
            data = base64.b64decode(data, validate=True)
            must(said == name and len(data) == 33 and data[0] == 1, "not an Ed25519 key of its signer")
            must(sha256(said.encode() + b"\n", data)[:4].hex() == key_id, "a wrong key id")
            keys[name, key_id] = data[1:]
    return keys


def open_note(note, keys):
    """The text of a note, and (name, public key, message, signature) of each of its lines."""
    end = note.rindex(b"\n\n") + 1
    text, lines = note[:end], note[end + 1 :].decode()
    must(lines.endswith("\n"), "a note is cut off")
    signed = []
    for line in lines[:-1].split("\n"):
        dash, name, blob = line.split(" ")
        blob = base64.b64decode(blob, validate=True)
        key = keys.get((name, blob[:4].hex()))
        must(dash == "\u2014" and key is not None and len(blob) == 68, "a line of an unknown key")
        signed.append((name, key, text, blob[4:]))
    return text, signed


def verify_all(signed):
    """Verifies every signature with OpenSSL."""
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)

        def verify(numbered):
            number, (_, key, message, signature) = numbered
            files = [scratch / ("%d.%s" % (number, part)) for part in ("key", "text", "sig")]
            for file, data in zip(files, (DER + key, message, signature)):
                file.write_bytes(data)
            command = ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", files[0], "-rawin"]
            command += ["-in", files[1], "-sigfile", files[2]]
            return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0

        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            must(all(pool.map(verify, enumerate(signed))), "a signature does not verify")


def check_entries(export, size, keys):
    leaves, signed = [], []
    for first in range(0, size, 256):
        width = min(256, size - first)
        data = read(export, tile_path("entries", first // 256, width))
        for _ in range(width):
            length = int.from_bytes(data[:2], "big")
            must(len(data) >= 2 + length, "a bundle is cut off")
            entry, data = data[2 : 2 + length], data[2 + length :]
            text, lines = open_note(entry, keys)
            must(text.count(b"\n") == 1 and json.loads(text)["act"], "an entry is not an act")
            signed += lines
            leaves.append(sha256(b"\x00", entry))
        must(not data, "a bundle holds more than it must")
    return leaves, signed


def check_tiles(export, leaves):
    """Every hash tile of a tree of this size: hash i of a level covers 256^level leaves, and only full ones move up."""
    count, level, hashes = 0, 0, leaves
    while hashes:
        for first in range(0, len(hashes), 256):
            part = hashes[first : first + 256]
            data = read(export, tile_path(level, first // 256, len(part)))
            must(data == b"".join(part), "a hash tile differs")
            count += 1
        hashes = [mth(hashes[first : first + 256]) for first in range(0, len(hashes) // 256 * 256, 256)]
        level += 1
    return count


def check_manifest(export, keys):
    text, signed = open_note(read(export, "manifest"), keys)
    listed = dict(line.split(" ", 1)[::-1] for line in text.decode().splitlines())
    found = {path.relative_to(export).as_posix() for path in export.rglob("*") if path.is_file()}
    must(found == set(listed) | {"manifest"}, "files are missing or not listed")
    for path, digest in listed.items():
        must(sha256(read(export, path)).hex() == digest, "another file than listed: " + path)
        must(not path.startswith("blobs/") or path == "blobs/" + digest, "a blob has another name: " + path)
    return len(listed), signed


def check(export):
    """What was checked, in numbers; raises when something is wrong."""
    keys = parse_keys(export)
    files, signed = check_manifest(export, keys)
    text, head = open_note(read(export, "checkpoint"), keys)
    origin, size, root = text.decode().splitlines()
    must(head[0][0] == origin, "the checkpoint is not signed by its log")
    leaves, acts = check_entries(export, int(size), keys)
    must(mth(leaves) == base64.b64decode(root, validate=True), "the entries have another root")
    tiles = check_tiles(export, leaves)
    verify_all(signed + head + acts)
    return {"entries": len(leaves), "act signatures": len(acts), "hash tiles": tiles, "files": files}


if __name__ == "__main__":
    try:
        counts = check(pathlib.Path(sys.argv[1]))
    except (Wrong, ValueError, KeyError) as wrong:
        sys.exit("export_check: %s: %s" % (type(wrong).__name__, wrong))
    print("python and openssl:", ", ".join("%d %s" % (count, name) for name, count in counts.items()) + ": good")
