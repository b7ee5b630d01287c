#!/usr/bin/env python3
"""Writes the golden vectors of this folder with the Python standard library and OpenSSL only.

They were made once and are read for ever; run this only to add a case. Seeds are test vectors.
"""
import base64, hashlib, json, os, struct, subprocess, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sha = lambda b: hashlib.sha256(b).digest()
b64 = lambda b: base64.b64encode(b).decode()
leaf = lambda e: sha(b"\0" + e)
node = lambda l, r: sha(b"\1" + l + r)

def openssl(args, *files):
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for i, content in enumerate(files):
            paths.append(os.path.join(folder, str(i)))
            open(paths[-1], "wb").write(content)
        return subprocess.run(["openssl"] + [a.format(*paths) for a in args], check=True, capture_output=True).stdout

class Key:
    def __init__(self, name, kind, seed):
        self.name, self.kind = name, kind
        self.der = bytes.fromhex("302e020100300506032b657004220420") + seed
        self.public = openssl(["pkey", "-inform", "DER", "-in", "{0}", "-pubout", "-outform", "DER"], self.der)[-32:]
        self.id = sha(name.encode() + b"\n" + bytes([kind]) + self.public)[:4]

    def raw(self, message):
        return openssl(["pkeyutl", "-sign", "-keyform", "DER", "-inkey", "{0}", "-rawin", "-in", "{1}"], self.der, message)

    def line(self, blob):
        return f"\u2014 {self.name} {b64(self.id + blob)}\n"

    def sign(self, text):
        return self.line(self.raw(text.encode()))

    def cosign(self, text, time):
        return self.line(struct.pack(">Q", time) + self.raw(f"cosignature/v1\ntime {time}\n{text}".encode()))

    def vkey(self):
        return f"{self.name}+{self.id.hex()}+{b64(bytes([self.kind]) + self.public)}"

def split(n):
    k = 1
    while k * 2 < n:
        k *= 2
    return k

def mth(leaves):
    if not leaves:
        return sha(b"")
    if len(leaves) == 1:
        return leaves[0]
    k = split(len(leaves))
    return node(mth(leaves[:k]), mth(leaves[k:]))

def path(m, leaves):
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if m < k:
        return path(m, leaves[:k]) + [mth(leaves[k:])]
    return path(m - k, leaves[k:]) + [mth(leaves[:k])]

def subproof(m, leaves, whole):
    if m == len(leaves):
        return [] if whole else [mth(leaves)]
    k = split(len(leaves))
    if m <= k:
        return subproof(m, leaves[:k], whole) + [mth(leaves[k:])]
    return subproof(m - k, leaves[k:], False) + [mth(leaves[:k])]

def number(n):
    groups = [f"{n % 1000:03}"]
    while n >= 1000:
        n //= 1000
        groups.insert(0, f"x{n % 1000:03}")
    return "/".join(groups)

def files(entries):
    found = {}
    def put(prefix, n, items):
        found[f"tile/{prefix}/{number(n)}" + ("" if len(items) == 256 else f".p/{len(items)}")] = b"".join(items)
    bundle = [struct.pack(">H", len(e)) + e for e in entries]
    for n in range(0, len(bundle), 256):
        put("entries", n // 256, bundle[n:n + 256])
    level, hashes = 0, [leaf(e) for e in entries]
    while hashes:
        for n in range(0, len(hashes), 256):
            put(str(level), n // 256, hashes[n:n + 256])
        hashes = [mth(hashes[n:n + 256]) for n in range(0, len(hashes) - 255, 256)]
        level += 1
    return found

def write(name, content):
    with open(os.path.join(HERE, name), "wb") as out:
        out.write(content.encode() if isinstance(content, str) else content)

ORIGIN = "example.com/golden"
LOG = Key(ORIGIN, 0x01, bytes([1] * 32))
ANA = Key(ORIGIN + "/p_ana", 0x01, bytes([2] * 32))
W1 = Key("witness.example/one", 0x04, bytes([3] * 32))
W2 = Key("witness.example/two", 0x04, bytes([4] * 32))
W3 = Key("witness.example/three", 0x04, bytes([5] * 32))
ENTRIES = [f"golden entry {i}".encode() * (i % 5) for i in range(70000)]
LEAVES = [leaf(e) for e in ENTRIES]

def checkpoint(size):
    return f"{ORIGIN}\n{size}\n{b64(mth(LEAVES[:size]))}\n"

if __name__ == "__main__":
    write("keys.json", json.dumps({
        "seeds": {k.vkey(): b64(k.der[-32:]) for k in (LOG, ANA, W1, W2, W3)},
    }, indent=1, sort_keys=True) + "\n")
    act = '{"act":"example.noted","id":"0193f2","v":1}\n'
    write("note_two_signers", act + "\n" + ANA.sign(act) + LOG.sign(act))
    empty, three = checkpoint(0), checkpoint(3)
    write("checkpoint_size_zero", empty + "\n" + LOG.sign(empty))
    write("checkpoint_cosigned", three + "\n" + LOG.sign(three) + W1.cosign(three, 1780000000) + W2.cosign(three, 1780000001))
    extended = three + "extension line\n"
    write("checkpoint_extension", extended + "\n" + LOG.sign(extended))
    proof = "c2sp.org/tlog-proof@v1\nextra " + b64(b"not trusted") + "\nindex 1\n"
    proof += "".join(b64(h) + "\n" for h in path(1, LEAVES[:3])) + "\n"
    write("proof_index_1_of_3.tlog-proof", proof + three + "\n" + LOG.sign(three) + W1.cosign(three, 1780000000))
    policy = f"# who is trusted\nlog {LOG.vkey()} https://log.example/\n\nwitness one {W1.vkey()}\n\twitness two\t{W2.vkey()}\n"
    policy += f"witness three {W3.vkey()}\ngroup pair 2 one two three\ngroup outer all pair\nquorum outer\n"
    write("policy", policy)
    trees = []
    for size in (0, 1, 2, 3, 255, 256, 257, 511, 512, 65535, 65536, 65537, 70000):
        tree = {"size": size, "root": b64(mth(LEAVES[:size])),
                "files": {p: sha(c).hex() for p, c in sorted(files(ENTRIES[:size]).items())
                          if size <= 512 or ".p/" in p or p.endswith("/000") or p.startswith("tile/1")}}
        tree["inclusion"] = [{"index": i, "proof": [b64(h) for h in path(i, LEAVES[:size])]}
                             for i in sorted({0, size // 3, size // 2, size - 1}) if 0 <= i < size]
        tree["consistency"] = [{"old": o, "proof": [b64(h) for h in subproof(o, LEAVES[:size], True)]}
                               for o in sorted({1, 2, 3, 255, 256, 257, size // 2, size - 1, size}) if 0 < o <= size]
        trees.append(tree)
    write("trees.json", json.dumps(trees, indent=1) + "\n")
    print("written")
