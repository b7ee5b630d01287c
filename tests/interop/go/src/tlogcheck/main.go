// Program tlogcheck checks and writes tlog-tiles logs with the code of the Go checksum database, which is not ours.
//
//	tlogcheck check EXPORT          checks an export: checkpoint, tiles, bundles, inclusion, every signature
//	tlogcheck write DIR SIZE COSIGN writes a log of SIZE entries, cosigned if COSIGN is 1; prints its verifier keys
//
// From golang.org/x/mod/sumdb come note (reading, signing and verifying notes) and tlog (hashes, tiles, proofs).
// Added here are only what they lack: the path dialect of C2SP tlog-tiles, entry bundles, and cosignature/v1.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io/ioutil"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "tlogcheck:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) == 2 && args[0] == "check":
		return check(args[1])
	case len(args) == 4 && args[0] == "write":
		size, err := strconv.ParseInt(args[2], 10, 64)
		if err != nil {
			return err
		}
		return write(args[1], size, args[3] == "1")
	}
	return errors.New("usage: tlogcheck check EXPORT | write DIR SIZE COSIGN")
}

// tilePath turns `tile/8/L/N` of the Go checksum database into `tile/L/N` of C2SP tlog-tiles.
func tilePath(t tlog.Tile) string {
	return "tile/" + strings.TrimPrefix(t.Path(), "tile/8/")
}

// bundlePath is the path of the bundle of the entries from 256*n on.
func bundlePath(n int64, width int) string {
	t := tlog.Tile{H: 8, L: 0, N: n, W: width}
	return "tile/entries/" + strings.TrimPrefix(t.Path(), "tile/8/0/")
}

// published lists the hash tiles of a tree: full ones, and at each level the one partial tile of this size. NewTiles lists
// the partial tiles of all smaller widths too.
func published(size int64) []tlog.Tile {
	var widest []tlog.Tile
	for _, t := range tlog.NewTiles(8, 0, size) {
		if last := len(widest) - 1; last >= 0 && widest[last].L == t.L && widest[last].N == t.N {
			widest[last] = t
			continue
		}
		widest = append(widest, t)
	}
	return widest
}

// ---- checking ----

// tiles reads the tiles of a folder for tlog.TileHashReader, which authenticates each by the root.
type tiles struct {
	dir  string
	read map[string]bool
}

func (r *tiles) Height() int { return 8 }

func (r *tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, t := range wanted {
		data, err := ioutil.ReadFile(filepath.Join(r.dir, tilePath(t)))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func (r *tiles) SaveTiles(saved []tlog.Tile, _ [][]byte) {
	for _, t := range saved {
		r.read[tilePath(t)] = true
	}
}

func check(dir string) error {
	keys, err := readKeys(dir)
	if err != nil {
		return err
	}
	size, root, err := readCheckpoint(dir, keys)
	if err != nil {
		return err
	}
	tree := tlog.Tree{N: size, Hash: root}
	reader := &tiles{dir: dir, read: map[string]bool{}}
	hashes := tlog.TileHashReader(tree, reader)
	if size > 0 {
		computed, err := tlog.TreeHash(size, hashes)
		if err != nil {
			return err
		}
		if computed != root {
			return fmt.Errorf("the tiles have the root %v", computed)
		}
	}
	entries, signatures := int64(0), 0
	for first := int64(0); first < size; first += 256 {
		width := size - first
		if width > 256 {
			width = 256
		}
		bundle, err := readBundle(dir, first/256, int(width))
		if err != nil {
			return err
		}
		for i, entry := range bundle {
			index := first + int64(i)
			count, err := checkEntry(entry, index, size, root, hashes, keys)
			if err != nil {
				return fmt.Errorf("entry %d: %v", index, err)
			}
			signatures += count
			entries++
		}
	}
	files, err := checkTiles(dir, size, hashes)
	if err != nil {
		return err
	}
	manifest, err := ioutil.ReadFile(filepath.Join(dir, "manifest"))
	if err != nil {
		return err
	}
	listed, err := checkManifest(dir, manifest, keys)
	if err != nil {
		return err
	}
	fmt.Printf("go x/mod: checkpoint, %d hash tiles, %d entries included, %d act signatures, %d files of the manifest: good\n",
		files, entries, signatures, listed)
	return nil
}

func readKeys(dir string) (note.Verifiers, error) {
	data, err := ioutil.ReadFile(filepath.Join(dir, "keys.json"))
	if err != nil {
		return nil, err
	}
	var named map[string][]string
	if err := json.Unmarshal(data, &named); err != nil {
		return nil, err
	}
	var list []note.Verifier
	for name, vkeys := range named {
		for _, vkey := range vkeys {
			verifier, err := note.NewVerifier(vkey)
			if err != nil {
				return nil, err
			}
			if verifier.Name() != name {
				return nil, fmt.Errorf("a key of %s is called %s", name, verifier.Name())
			}
			list = append(list, verifier)
		}
	}
	return note.VerifierList(list...), nil
}

// openAll opens a note of which every signature line must be of a known key.
func openAll(data []byte, keys note.Verifiers) (*note.Note, error) {
	opened, err := note.Open(data, keys)
	if err != nil {
		return nil, err
	}
	if len(opened.UnverifiedSigs) > 0 {
		return nil, fmt.Errorf("a signature line of the unknown key %s", opened.UnverifiedSigs[0].Name)
	}
	return opened, nil
}

func readCheckpoint(dir string, keys note.Verifiers) (int64, tlog.Hash, error) {
	data, err := ioutil.ReadFile(filepath.Join(dir, "checkpoint"))
	if err != nil {
		return 0, tlog.Hash{}, err
	}
	opened, err := openAll(data, keys)
	if err != nil {
		return 0, tlog.Hash{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || opened.Sigs[0].Name != lines[0] {
		return 0, tlog.Hash{}, errors.New("not a checkpoint signed by its log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return 0, tlog.Hash{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return size, root, err
}

func readBundle(dir string, n int64, width int) ([][]byte, error) {
	data, err := ioutil.ReadFile(filepath.Join(dir, bundlePath(n, width)))
	if err != nil {
		return nil, err
	}
	var entries [][]byte
	for len(data) >= 2 {
		length := int(binary.BigEndian.Uint16(data))
		if len(data) < 2+length {
			break
		}
		entries = append(entries, data[2:2+length])
		data = data[2+length:]
	}
	if len(data) != 0 || len(entries) != width {
		return nil, fmt.Errorf("bundle %d does not hold %d entries", n, width)
	}
	return entries, nil
}

// checkEntry checks leaf hash, inclusion proof and all signatures of an act.
func checkEntry(entry []byte, index, size int64, root tlog.Hash, hashes tlog.HashReader, keys note.Verifiers) (int, error) {
	proof, err := tlog.ProveRecord(size, index, hashes)
	if err != nil {
		return 0, err
	}
	if err := tlog.CheckRecord(proof, size, root, index, tlog.RecordHash(entry)); err != nil {
		return 0, err
	}
	opened, err := openAll(entry, keys)
	if err != nil {
		return 0, err
	}
	var act map[string]interface{}
	if err := json.Unmarshal([]byte(opened.Text), &act); err != nil {
		return 0, err
	}
	return len(opened.Sigs), nil
}

// checkTiles compares every hash tile of a tree of this size with its file.
func checkTiles(dir string, size int64, hashes tlog.HashReader) (int, error) {
	count := 0
	for _, t := range published(size) {
		want, err := tlog.ReadTileData(t, hashes)
		if err != nil {
			return 0, err
		}
		have, err := ioutil.ReadFile(filepath.Join(dir, tilePath(t)))
		if err != nil {
			return 0, err
		}
		if !bytes.Equal(want, have) {
			return 0, fmt.Errorf("%s differs", tilePath(t))
		}
		count++
	}
	return count, nil
}

func checkManifest(dir string, manifest []byte, keys note.Verifiers) (int, error) {
	opened, err := openAll(manifest, keys)
	if err != nil {
		return 0, err
	}
	lines := strings.Split(strings.TrimSuffix(opened.Text, "\n"), "\n")
	for _, line := range lines {
		digest, path, _ := strings.Cut(line, " ")
		data, err := ioutil.ReadFile(filepath.Join(dir, path))
		if err != nil {
			return 0, err
		}
		if fmt.Sprintf("%x", sha256.Sum256(data)) != digest {
			return 0, fmt.Errorf("%s is not the listed file", path)
		}
	}
	return len(lines), nil
}

// ---- writing ----

// memory keeps the stored hashes of a log that is being written.
type memory []tlog.Hash

func (m memory) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var found []tlog.Hash
	for _, index := range indexes {
		found = append(found, m[index])
	}
	return found, nil
}

func write(dir string, size int64, cosign bool) error {
	const origin = "interop.example/log"
	skey, vkey, err := note.GenerateKey(seed(1), origin)
	if err != nil {
		return err
	}
	var stored memory
	var bundle []byte
	for i := int64(0); i < size; i++ {
		entry := []byte(fmt.Sprintf("entry %d of a log that Go wrote\n", i))
		hashes, err := tlog.StoredHashes(i, entry, stored)
		if err != nil {
			return err
		}
		stored = append(stored, hashes...)
		bundle = append(bundle, byte(len(entry)>>8), byte(len(entry)))
		bundle = append(bundle, entry...)
		if width := i%256 + 1; width == 256 || i == size-1 {
			if err := put(dir, bundlePath(i/256, int(width)), bundle); err != nil {
				return err
			}
			bundle = nil
		}
	}
	for _, t := range published(size) {
		data, err := tlog.ReadTileData(t, stored)
		if err != nil {
			return err
		}
		if err := put(dir, tilePath(t), data); err != nil {
			return err
		}
	}
	// tlog of this age refuses the root of no leaves; it is the SHA-256 of nothing.
	root := tlog.Hash(sha256.Sum256(nil))
	if size > 0 {
		if root, err = tlog.TreeHash(size, stored); err != nil {
			return err
		}
	}
	signer, err := note.NewSigner(skey)
	if err != nil {
		return err
	}
	text := fmt.Sprintf("%s\n%d\n%s\n", origin, size, root)
	checkpoint, err := note.Sign(&note.Note{Text: text}, signer)
	if err != nil {
		return err
	}
	fmt.Println(vkey)
	if cosign {
		line, cosigner := cosignature("witness.example", text, 1793448000)
		checkpoint = append(checkpoint, line...)
		fmt.Println(cosigner)
	}
	return put(dir, "checkpoint", checkpoint)
}

// cosignature is a C2SP cosignature/v1 line for a checkpoint text, and the cosigner's verifier key.
func cosignature(name, text string, time uint64) (string, string) {
	private := ed25519.NewKeyFromSeed(seed(2).bytes())
	public := append([]byte{4}, private.Public().(ed25519.PublicKey)...)
	digest := sha256.Sum256(append([]byte(name+"\n"), public...))
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", time, text)
	blob := append([]byte{}, digest[:4]...)
	blob = append(blob, make([]byte, 8)...)
	binary.BigEndian.PutUint64(blob[4:], time)
	blob = append(blob, ed25519.Sign(private, []byte(message))...)
	line := "\u2014 " + name + " " + base64.StdEncoding.EncodeToString(blob) + "\n"
	return line, fmt.Sprintf("%s+%x+%s", name, digest[:4], base64.StdEncoding.EncodeToString(public))
}

// seed is a source of equal bytes: TEST KEYS, which sign nothing but these logs.
type seed byte

func (s seed) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(s)
	}
	return len(p), nil
}

func (s seed) bytes() []byte {
	return bytes.Repeat([]byte{byte(s)}, ed25519.SeedSize)
}

func put(dir, path string, data []byte) error {
	full := filepath.Join(dir, path)
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		return err
	}
	return ioutil.WriteFile(full, data, 0o644)
}
