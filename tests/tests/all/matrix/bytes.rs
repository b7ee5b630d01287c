//! Single bytes and whole files of an export: changed, cut, lengthened, missing, surplus, linked.

use std::fs;

use tests::maker::{files, sha256};

use verify::export::Verdict;

use super::{business, check, given, names};

#[test]
fn two_hundred_and_more_single_byte_changes_are_all_found() {
    let dir = business().forgery().write_temporary();
    assert_eq!(names(dir.path(), &given()), [""; 0]);
    let mut seed = sha256(&[b"flips"]);
    let mut draw = || {
        seed = sha256(&[&seed]);
        usize::try_from(u64::from_be_bytes(seed[..8].try_into().unwrap()) >> 1).unwrap()
    };
    let mut flips = 0;
    for path in files(dir.path()) {
        let place = dir.path().join(&path);
        let bytes = fs::read(&place).unwrap();
        for _ in 0..16 {
            let mut changed = bytes.clone();
            let at = draw() % bytes.len();
            changed[at] ^= 1 << (draw() % 8);
            fs::write(&place, &changed).unwrap();
            let found = check(dir.path(), &given());
            assert_eq!(found.verdict(), Verdict::Findings, "byte {at} of {path}");
            let named = found
                .findings
                .listed()
                .iter()
                .any(|finding| finding.path.as_deref() == Some(&path));
            assert!(
                named,
                "byte {at} of {path} is found but the file not named: {:?}",
                found.findings.listed()
            );
            flips += 1;
        }
        fs::write(&place, &bytes).unwrap();
    }
    println!("{flips} single-byte changes, all found");
    assert!(flips >= 200);
    assert_eq!(names(dir.path(), &given()), [""; 0], "put back");
}

#[test]
fn cut_lengthened_missing_surplus_and_linked_files_are_all_found() {
    let dir = business().forgery().write_temporary();
    for path in files(dir.path()) {
        let place = dir.path().join(&path);
        let bytes = fs::read(&place).unwrap();
        let mut longer = bytes.clone();
        longer.push(b'\n');
        let cuts = [
            bytes[..bytes.len() - 1].to_vec(),
            bytes[..bytes.len() / 2].to_vec(),
            Vec::new(),
            longer,
        ];
        for (kind, cut) in cuts.iter().enumerate() {
            fs::write(&place, cut).unwrap();
            let found = check(dir.path(), &given());
            assert_eq!(found.verdict(), Verdict::Findings, "{path}, way {kind}");
        }
        fs::remove_file(&place).unwrap();
        assert_eq!(
            check(dir.path(), &given()).verdict(),
            Verdict::Findings,
            "{path} is missing"
        );
        let elsewhere = tempfile::NamedTempFile::new().unwrap();
        fs::write(elsewhere.path(), &bytes).unwrap();
        std::os::unix::fs::symlink(elsewhere.path(), &place).unwrap();
        assert!(
            names(dir.path(), &given()).contains(&"file_not_regular"),
            "{path} is a link"
        );
        fs::remove_file(&place).unwrap();
        fs::write(&place, &bytes).unwrap();
    }
    fs::write(dir.path().join("note.txt"), "hello").unwrap();
    assert_eq!(
        names(dir.path(), &given()),
        ["file_unexpected", "file_unlisted"]
    );
}
