//! Tiles and bundles at every edge, and their paths both ways.

use std::collections::BTreeMap;

use ledger::Hash;
use ledger::tile::{
    BundleError, Tile, TileKind, Tiling, decode_bundle, decode_tile, encode_bundle, encode_tile,
    tile_hashes, tiles_of,
};
use ledger::tree::MemoryTree;
use proptest::prelude::*;

use crate::naive;

const EDGES: [usize; 11] = [0, 1, 2, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537];

/// Hash tiles by the definition: hash i of tile n at level l is the root over
/// (n * 256 + i) * 256^l .. (n * 256 + i + 1) * 256^l.
fn naive_tiles(leaves: &[Hash]) -> BTreeMap<String, Vec<Hash>> {
    let mut found = BTreeMap::new();
    let mut row = leaves.to_vec();
    for level in 0.. {
        for (index, hashes) in row.chunks(256).enumerate() {
            let width = hashes.len() as u16;
            let tile = Tile {
                kind: TileKind::Hashes { level },
                index: index as u64,
                width,
            };
            found.insert(tile.to_string(), hashes.to_vec());
        }
        row = row.chunks_exact(256).map(naive::root).collect();
        if row.is_empty() {
            return found;
        }
    }
    found
}

#[test]
fn tiles_equal_the_definition_at_every_edge() {
    for size in EDGES {
        let leaves = naive::leaves(size);
        let expected = naive_tiles(&leaves);
        let mut tiling = Tiling::new();
        let mut found = BTreeMap::new();
        for leaf in &leaves {
            tiling.push(*leaf, |tile, hashes| {
                found.insert(tile.to_string(), hashes.to_vec());
            });
        }
        found.extend(
            tiling
                .partial()
                .map(|(tile, hashes)| (tile.to_string(), hashes.to_vec())),
        );
        assert_eq!(found, expected, "size {size}");

        let tree: MemoryTree = leaves.into_iter().collect();
        let listed: Vec<Tile> = tiles_of(size as u64).collect();
        let hash_tiles = listed.iter().filter(|tile| tile.kind != TileKind::Entries);
        let from_source: BTreeMap<String, Vec<Hash>> = hash_tiles
            .map(|tile| (tile.to_string(), tile_hashes(&tree, tile).unwrap()))
            .collect();
        assert_eq!(from_source, expected, "size {size}");
        let bundles: u64 = listed
            .iter()
            .filter(|tile| tile.kind == TileKind::Entries)
            .map(|tile| u64::from(tile.width))
            .sum();
        assert_eq!(bundles, size as u64, "every entry is in one bundle");
    }
}

#[test]
fn the_tiles_of_70000_entries_are_those_of_the_specification() {
    let listed: Vec<String> = tiles_of(70_000)
        .filter(|tile| !tile.is_full())
        .map(|tile| tile.to_string())
        .collect();
    assert_eq!(
        listed,
        [
            "tile/entries/273.p/112",
            "tile/0/273.p/112",
            "tile/1/001.p/17",
            "tile/2/000.p/1"
        ]
    );
    assert_eq!(
        tiles_of(70_000).filter(Tile::is_full).count(),
        273 + 273 + 1
    );
    let of_256: Vec<String> = tiles_of(256).map(|tile| tile.to_string()).collect();
    assert_eq!(of_256, ["tile/entries/000", "tile/0/000", "tile/1/000.p/1"]);
    assert_eq!(tiles_of(0).count(), 0);
}

#[test]
fn paths() {
    let hashes = |level, index, width| Tile {
        kind: TileKind::Hashes { level },
        index,
        width,
    };
    let good = [
        ("tile/0/000", hashes(0, 0, 256)),
        ("tile/0/x001/x234/067", hashes(0, 1_234_067, 256)),
        ("tile/63/x001/000.p/255", hashes(63, 1000, 255)),
        (
            "tile/entries/273.p/112",
            Tile {
                kind: TileKind::Entries,
                index: 273,
                width: 112,
            },
        ),
        (
            "tile/0/x072/x057/x594/x037/x927/935",
            hashes(0, u64::MAX / 256, 256),
        ),
    ];
    for (path, tile) in good {
        assert_eq!(path.parse(), Ok(tile), "{path}");
        assert_eq!(tile.to_string(), path);
    }
    let bad = [
        ("", "empty"),
        ("tile/0", "no number"),
        ("tile/00/000", "leading zero in the level"),
        ("tile/64/000", "level above 63"),
        ("tile/-1/000", "negative level"),
        ("tile/0/0", "one digit"),
        ("tile/0/0000", "four digits"),
        ("tile/0/x000/001", "empty leading group"),
        ("tile/0/001/002", "group without x"),
        ("tile/0/x001", "last group with x"),
        ("tile/0/000.p/0", "width 0"),
        ("tile/0/000.p/256", "full tile as partial"),
        ("tile/0/000.p/01", "leading zero in the width"),
        ("tile/0/000/", "slash at the end"),
        ("/tile/0/000", "absolute"),
        ("tile/0/../000", "parent folder"),
        ("tile/8/0/000", "the dialect with the tile height"),
        ("tile/data/000", "the dialect with data"),
        ("tile/0/x072/x057/x594/x037/x927/936", "beyond 2^64 entries"),
        (
            "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
            "beyond u64",
        ),
        ("tile/0/٠٠٠", "digits that are not ASCII"),
    ];
    for (path, why) in bad {
        assert!(path.parse::<Tile>().is_err(), "{why}: `{path}`");
    }
}

#[test]
fn damaged_bundles_are_refused() {
    let bytes = encode_bundle(&[b"one".as_slice(), b"", b"three"]).unwrap();
    assert_eq!(bytes, b"\0\x03one\0\0\0\x05three");
    assert_eq!(
        decode_bundle(&bytes, 3).unwrap(),
        [b"one".as_slice(), b"", b"three"]
    );
    assert_eq!(
        decode_bundle(&bytes, 2),
        Err(BundleError::TooLong { surplus: 7 })
    );
    assert_eq!(
        decode_bundle(&bytes, 4),
        Err(BundleError::TooShort { position: 3 })
    );
    assert_eq!(
        decode_bundle(&bytes[..bytes.len() - 1], 3),
        Err(BundleError::TooShort { position: 2 })
    );
    assert_eq!(
        decode_bundle(&bytes, 257),
        Err(BundleError::WrongCount { count: 257 })
    );
    assert_eq!(
        decode_bundle(b"", 0),
        Err(BundleError::WrongCount { count: 0 }),
        "such a bundle is not served"
    );
    let largest = vec![b'x'; 65_535];
    let bytes = encode_bundle(std::slice::from_ref(&largest)).unwrap();
    assert_eq!(decode_bundle(&bytes, 1).unwrap(), [largest.as_slice()]);
    let over = encode_bundle(&[vec![b'x'; 65_536]]);
    assert_eq!(
        over,
        Err(BundleError::EntryTooLarge {
            position: 0,
            found: 65_536
        })
    );
    assert!(encode_bundle(&vec![b""; 257]).is_err());
}

#[test]
fn damaged_hash_tiles_are_refused() {
    let hashes = naive::leaves(3);
    let bytes = encode_tile(&hashes);
    assert_eq!(decode_tile(&bytes, 3).unwrap(), hashes);
    assert!(decode_tile(&bytes, 2).is_err(), "too long");
    assert!(decode_tile(&bytes[..95], 3).is_err(), "cut");
    assert!(decode_tile(b"", 0).is_err(), "such a tile is not served");
}

proptest! {
    #[test]
    fn every_path_is_read_back(level in 0_u8..64, index in 0..=u64::MAX / 256, width in 1_u16..=256, entries: bool) {
        let kind = if entries { TileKind::Entries } else { TileKind::Hashes { level } };
        let tile = Tile { kind, index, width };
        prop_assert_eq!(tile.to_string().parse(), Ok(tile));
    }

    #[test]
    fn any_text_is_refused_or_written_back(path in "(tile/)?[0-9a-z/.x]{0,40}") {
        if let Ok(tile) = path.parse::<Tile>() {
            prop_assert_eq!(tile.to_string(), path);
        }
    }

    #[test]
    fn bundles_are_read_back(entries in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..300), 1..=256)) {
        let bytes = encode_bundle(&entries).unwrap();
        prop_assert_eq!(decode_bundle(&bytes, entries.len()).unwrap(), entries);
    }

    #[test]
    fn any_bytes_are_refused_or_written_back(bytes in proptest::collection::vec(0_u8..4, 0..200), count in 0_usize..300) {
        if let Ok(entries) = decode_bundle(&bytes, count) {
            prop_assert_eq!(encode_bundle(&entries).unwrap(), bytes);
        }
    }

    #[test]
    fn tiles_of_lists_each_file_once(size in 0_u64..3_000_000) {
        let listed: Vec<Tile> = tiles_of(size).collect();
        let paths: std::collections::BTreeSet<String> = listed.iter().map(Tile::to_string).collect();
        prop_assert_eq!(paths.len(), listed.len());
        for level in 0..4_u8 {
            let sum: u64 = listed.iter().filter(|t| t.kind == TileKind::Hashes { level }).map(|t| u64::from(t.width)).sum();
            prop_assert_eq!(sum, size >> (8 * level));
        }
    }
}
