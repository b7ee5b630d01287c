//! What is permitted verifies: at every size, with and without a memo, and an empty log says nothing.

use kernel::authority::Mode;

use tests::maker::{Business, Maker};

use verify::export::{Given, Trust, Verdict};

use super::{check, given, names};

#[test]
fn what_is_permitted_verifies_at_every_size_and_decides_alike_without_a_memo() {
    assert_eq!(Business::new(1).entries.len(), Business::SETUP);
    for size in [60, 255, 256, 257, 513] {
        let business = Business::of_size(1, size, true);
        assert_eq!(business.entries.len(), size);
        let dir = business.forgery().write_temporary();
        let verification = check(dir.path(), &given());
        assert_eq!(
            verification.verdict(),
            Verdict::Verified,
            "{size}: {:?}",
            verification.findings.listed()
        );
        assert_eq!(verification.trust, Trust::Itself);
        assert_eq!(verification.checks.acts, size as u64);
        assert_eq!(
            (verification.checks.withheld, verification.checks.void),
            (0, 0)
        );
        assert!(
            verification.headline().starts_with("consistent: "),
            "{}",
            verification.headline()
        );
        let plain = check(
            dir.path(),
            &Given {
                mode: Mode::Plain,
                ..given()
            },
        );
        assert_eq!(plain.checks, verification.checks, "{size}");
        assert_eq!(plain.verdict(), Verdict::Verified);
    }
}

#[test]
fn a_log_of_one_entry_verifies_and_an_empty_one_says_nothing() {
    let whole = Maker::new(3);
    let mut first = whole.forgery();
    first.entries.truncate(1);
    assert_eq!(names(first.write_temporary().path(), &given()), [""; 0]);
    let empty = Maker::unborn(3).forgery();
    // Without an entry there is no key to trust, to sign a manifest, or to check the checkpoint with.
    let want = [
        "log_empty",
        "manifest_missing",
        "not_signed_by_given_key",
        "sealed_unknown",
    ];
    let found = names(empty.write_temporary().path(), &given());
    assert!(
        found.contains(&"log_empty") && found.contains(&"manifest_missing"),
        "{found:?}, not {want:?}"
    );
}
