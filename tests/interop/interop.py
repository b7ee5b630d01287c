"""Drives the interop checks; see run.sh. Prints what was accepted and what was refused, and fails at the first surprise."""

import argparse
import json
import pathlib
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
SIZES = (0, 1, 255, 256, 257, 65_537)


def run(*command):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True)


def accepted(what, done):
    if done.returncode != 0:
        sys.exit("interop: %s was refused (%d):\n%s%s" % (what, done.returncode, done.stdout, done.stderr))
    return done


def refused(what, done, code=1):
    if done.returncode != code:
        sys.exit("interop: %s: exit code %d instead of %d:\n%s%s" % (what, done.returncode, code, done.stdout, done.stderr))


def flip(path, at):
    data = bytearray(path.read_bytes())
    data[at % len(data)] ^= 1
    path.write_bytes(data)


def exported(arguments):
    """An export of the main job, made by the program that is shipped."""
    export = arguments.scratch / "export"
    demo = run(arguments.ctl, "demo", "--workspace", arguments.scratch / "workspace", "--export", export, "--json")
    accepted("`countersignctl demo`", demo)
    accepted("the export by countersign-verify", run(arguments.verify, export, "--json"))
    return export


# ---- an export of ours, checked by others ----


def damage_of_export(export):
    """Name and how to damage a copy; each must be noticed by every foreign check."""
    bundle = next(path.relative_to(export) for path in sorted((export / "tile/entries").rglob("*")) if path.is_file())
    tile = next(path.relative_to(export) for path in sorted((export / "tile/0").rglob("*")) if path.is_file())
    yield "a byte of the first entry", lambda copy: flip(copy / bundle, 40)
    yield "a byte of the last entry", lambda copy: flip(copy / bundle, -20)
    yield "a byte of a hash tile", lambda copy: flip(copy / tile, 100)
    yield "a digit of the checkpoint's size", lambda copy: flip(copy / "checkpoint", (copy / "checkpoint").read_bytes().index(b"\n") + 1)
    yield "a byte of the checkpoint's signature", lambda copy: flip(copy / "checkpoint", -10)
    yield "a byte of the manifest", lambda copy: flip(copy / "manifest", 3)
    yield "a byte of a disclosed value", lambda copy: flip(copy / "sealed.jsonl", 200)
    yield "no bundle", lambda copy: (copy / bundle).unlink()


def snippet(export, scratch):
    """The program of the export's own README, taken out as the README says."""
    text = (export / "README.txt").read_text(encoding="utf-8")
    found = re.search(r"^----- begin check\.py -----\n(.*?)^----- end check\.py -----$", text, re.DOTALL | re.MULTILINE)
    if not found:
        sys.exit("interop: README.txt has no program between its marker lines")
    program = scratch / "check.py"
    program.write_text(found.group(1), encoding="utf-8")
    return program


def ours_by_others(arguments, export):
    program = snippet(export, arguments.scratch)
    checks = {
        "go x/mod": lambda folder: run(arguments.go, "check", folder),
        "python and openssl": lambda folder: run(sys.executable, HERE / "export_check.py", folder),
        "the program of README.txt": lambda folder: run(sys.executable, program, folder),
    }
    for name, check in checks.items():
        print("  " + accepted("the export by " + name, check(export)).stdout.strip())
    count = 0
    for what, damage in damage_of_export(export):
        copy = arguments.scratch / "copy"
        shutil.copytree(export, copy)
        damage(copy)
        for name, check in checks.items():
            # The README's program reads no hash tiles itself: it finds their damage by the manifest.
            refused("%s by %s" % (what, name), check(copy))
            count += 1
        refused("%s by countersign-verify" % what, run(arguments.verify, copy))
        shutil.rmtree(copy)
    print("  damaged copies refused by foreign code: %d" % count)


# ---- logs of others, checked by us ----


def damage_of_log(log, size, cosigned):
    """Name, expected exit code and how to damage a copy."""
    text = (log / "checkpoint").read_bytes()
    size_at = text.index(b"\n") + 1
    root_at = text.index(b"\n", size_at) + 1
    yield "another size", lambda copy: flip(copy / "checkpoint", size_at)
    yield "another root", lambda copy: flip(copy / "checkpoint", root_at + 2)
    # The log's line: the last byte of its signature lies before the padding and the newline.
    log_line = text.index("\u2014".encode(), root_at)
    log_end = text.index(b"\n", log_line)
    yield "a bent signature", lambda copy: flip(copy / "checkpoint", log_end - 12)
    yield "a checkpoint cut short", lambda copy: (copy / "checkpoint").write_bytes(text[: log_line])
    yield "no checkpoint", lambda copy: (copy / "checkpoint").unlink()
    if cosigned:
        yield "a bent cosignature", lambda copy: flip(copy / "checkpoint", len(text) - 12)
    if size == 0:
        return
    files = sorted(path.relative_to(log) for path in (log / "tile").rglob("*") if path.is_file())
    for path in {files[0], files[-1], next(path for path in files if "entries" in path.parts)}:
        length = (log / path).stat().st_size
        for at in {0, length // 2, length - 1}:
            yield "byte %d of %s" % (at, path), lambda copy, path=path, at=at: flip(copy / path, at)
        yield "no " + str(path), lambda copy, path=path: (copy / path).unlink()
        yield str(path) + " cut short", lambda copy, path=path: (copy / path).write_bytes((copy / path).read_bytes()[:-1])
        yield str(path) + " with a byte more", lambda copy, path=path: (copy / path).write_bytes((copy / path).read_bytes() + b"\0")


def verdict(done):
    try:
        return json.loads(done.stdout)["verdict"]
    except (ValueError, KeyError):
        return None


def others_by_us(arguments):
    logs = damaged = 0
    for size in SIZES:
        for cosigned in (False, True):
            log = arguments.scratch / "log"
            vkeys = accepted("writing a log", run(arguments.go, "write", log, size, int(cosigned))).stdout.split()
            keys = [part for vkey in vkeys for part in ("--vkey", vkey)]
            name = "a log of %d entries%s" % (size, ", cosigned" if cosigned else "")
            good = accepted(name, run(arguments.verify, "log", log, *keys, "--json"))
            if verdict(good) != "verified":
                sys.exit("interop: %s: %s" % (name, good.stdout))
            accepted(name + ", only the log's key", run(arguments.verify, "log", log, *keys[:2]))
            if cosigned:
                accepted(name + ", only the cosigner's key", run(arguments.verify, "log", log, *keys[2:]))
            logs += 1
            for what, damage in damage_of_log(log, size, cosigned):
                copy = arguments.scratch / "copy"
                shutil.copytree(log, copy)
                damage(copy)
                done = run(arguments.verify, "log", copy, *keys, "--json")
                refused("%s with %s" % (name, what), done)
                if verdict(done) == "verified":
                    sys.exit("interop: %s with %s: %s" % (name, what, done.stdout))
                shutil.rmtree(copy)
                damaged += 1
            shutil.rmtree(log)
    print("  logs written by go x/mod accepted: %d; damaged copies of them refused: %d" % (logs, damaged))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("ctl", "verify", "go", "scratch"):
        parser.add_argument("--" + name, type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    print("an export of ours, checked by others:")
    ours_by_others(arguments, exported(arguments))
    print("logs of others, checked by countersign-verify:")
    others_by_us(arguments)


if __name__ == "__main__":
    main()
