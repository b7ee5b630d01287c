//! Tiles, subtree hashes and proofs from the stored log.

use ledger::{
    Hash,
    tile::{TILE_WIDTH, TileKind, tile_hashes, tiles_of},
    tree::{
        CompactRange, HashSource as _, MemoryTree, consistency_proof, inclusion_proof,
        verify_consistency, verify_inclusion,
    },
};

use crate::workspace::{Workspace, entry};

/// Leaf hashes of the first entries.
pub fn leaves(size: u64) -> Vec<Hash> {
    let mut range = CompactRange::new();
    (0..size)
        .map(|index| entry(index, &mut range).leaf)
        .collect()
}

#[test]
fn hashes_and_tiles_are_those_of_the_tree_in_memory() {
    for size in [1, 2, 255, 256, 257, 700] {
        let workspace = Workspace::with(size);
        let tree: MemoryTree = leaves(size).into_iter().collect();
        for level in 0..12 {
            for index in 0..=(size >> level) + 1 {
                assert_eq!(
                    workspace.store.hash(level, index),
                    tree.hash(level, index),
                    "{size}: {level}/{index}"
                );
            }
        }
        for tile in tiles_of(size) {
            let TileKind::Hashes { level } = tile.kind else {
                continue;
            };
            assert_eq!(
                workspace.store.tile(level, tile.index, tile.width).unwrap(),
                tile_hashes(&tree, &tile),
                "{tile}"
            );
        }
    }
}

#[test]
fn a_tile_of_the_second_level_is_written_and_proofs_hold_across_it() {
    let size = 65_536 + 300;
    let mut workspace = Workspace::new();
    while workspace.range.size() < size {
        workspace
            .append((size - workspace.range.size()).min(9_000))
            .unwrap();
    }
    let store = &workspace.store;
    let tree: MemoryTree = leaves(size).into_iter().collect();
    let full = store.tile(1, 0, TILE_WIDTH).unwrap().unwrap();
    assert_eq!(full.len(), 256);
    assert_eq!(store.hash(16, 0), tree.hash(16, 0));
    assert_eq!(
        store.tile(1, 1, 1).unwrap().unwrap(),
        vec![tree.hash(8, 256).unwrap()]
    );
    assert_eq!(store.tile(1, 1, 2).unwrap(), None, "not reached yet");
    assert_eq!(store.tile(0, 0, 0).unwrap(), None, "no such width");
    assert_eq!(store.tile(7, u64::MAX, 256).unwrap(), None, "no such tile");
    assert_eq!(store.hash(63, u64::MAX), None, "no such subtree");
    let root = tree.root();
    for index in [0, 1, 255, 256, 65_535, 65_536, size - 1] {
        let proof = inclusion_proof(store, index, size).unwrap();
        assert_eq!(proof, inclusion_proof(&tree, index, size).unwrap());
        let leaf = tree.hash(0, index).unwrap();
        verify_inclusion(index, size, &leaf, &proof, &root).unwrap();
    }
    for old in [1, 255, 256, 65_536, 65_537, size] {
        let proof = consistency_proof(store, old, size).unwrap();
        let old_root = store.entry(old - 1).unwrap().unwrap().root;
        verify_consistency(old, size, &old_root, &root, &proof).unwrap();
    }
    assert_eq!(store.compact_range(size).unwrap().unwrap().root(), root);
    assert_eq!(
        store.compact_range(size + 1).unwrap(),
        None,
        "the log never had that size"
    );
}
