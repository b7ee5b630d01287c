//! Verdict names: what a finding or a statement is called, for ever.
//!
//! INVARIANT: [`FINDINGS`] and [`STATEMENTS`] with the kernel's refusals are exactly the table of `docs/verdicts.md`; a
//! test compares them.
//!
//! New name: a line here, a row in `docs/verdicts.md`, a row in the matrix of tests that meets it.

macro_rules! names {
    ($(#[$doc:meta])* $list:ident: $($constant:ident = $name:literal $meaning:literal,)*) => {
        $(#[doc = $meaning] pub const $constant: &str = $name;)*
        $(#[$doc])*
        pub const $list: &[(&str, &str)] = &[$(($name, $meaning),)*];
    };
}

names! {
    /// Names of findings of this crate, with their meaning. Void acts have the names of `kernel::Refusal::CODES`.
    FINDINGS:
    AMBIGUOUS_KEY = "ambiguous_key" "Two different given keys share name and id.",
    BEHIND_KNOWN_CHECKPOINT = "behind_known_checkpoint" "A checkpoint that was given names more entries than the record has: its end was cut off or an older copy put back.",
    BLOB_MISMATCH = "blob_mismatch" "The bytes of a record blob do not have the digest it is named by.",
    BUNDLE_MALFORMED = "bundle_malformed" "An entry bundle does not hold the entries it must.",
    BUNDLE_MISSING = "bundle_missing" "An entry bundle that the tree needs is missing.",
    CHECKPOINT_MALFORMED = "checkpoint_malformed" "The checkpoint is not one.",
    CHECKPOINT_MISSING = "checkpoint_missing" "The checkpoint is missing.",
    CHECKPOINT_NOT_ACCEPTED = "checkpoint_not_accepted" "The policy does not accept the checkpoint of a proof.",
    CHECKPOINT_UNREADABLE = "checkpoint_unreadable" "The checkpoint cannot be read.",
    DUPLICATE_COSIGNER_KEY = "duplicate_cosigner_key" "The policy lists one key twice, so that one cosigner would count as two.",
    FILE_CHANGED = "file_changed" "A file does not have the digest that the manifest names.",
    FILE_MISSING = "file_missing" "A file that the manifest lists or the record needs is missing.",
    FILE_NOT_REGULAR = "file_not_regular" "A link, pipe or device stands where a file must.",
    FILE_TOO_LARGE = "file_too_large" "A file is larger than such a file can be.",
    FILE_UNLISTED = "file_unlisted" "A file is not listed in the manifest.",
    FILE_UNREADABLE = "file_unreadable" "A file cannot be read.",
    FILE_UNEXPECTED = "file_unexpected" "A file has no place in an export of this size.",
    FINGERPRINT_MISMATCH = "fingerprint_mismatch" "The first entry does not have the fingerprint that was given.",
    FORK = "fork" "A checkpoint that was given has another root for the same size: the log has two histories.",
    INVALID_SIGNATURE = "invalid_signature" "A signature of a known key on a checkpoint or manifest does not verify.",
    KEYS_BEYOND_LIMIT = "keys_beyond_limit" "The log enrolled more keys than `keys.json` may list.",
    KEYS_MISMATCH = "keys_mismatch" "`keys.json` does not list exactly the keys that the log enrolled.",
    LEAF_MISMATCH = "leaf_mismatch" "An entry is not the one the tree was built from.",
    LOG_EMPTY = "log_empty" "The record has no entries, so nothing says whose it is.",
    LOG_KEY_MISMATCH = "log_key_mismatch" "Another key than the trusted or recorded one signed the checkpoint, or the first entry names another log key than the policy.",
    LOG_TIME_CONTRADICTION = "log_time_contradiction" "Ticks of the log contradict the time of a cosignature by more than five minutes.",
    MANIFEST_MALFORMED = "manifest_malformed" "The manifest is not a signed list of digests and paths in order.",
    MANIFEST_MISSING = "manifest_missing" "The manifest is missing.",
    MANIFEST_SIGNER = "manifest_signer" "The manifest is not signed by exactly one workstation of the record with a key in force.",
    NOTE_MALFORMED = "note_malformed" "A file is not a signed note in its one spelling.",
    NOTE_TOO_LARGE = "note_too_large" "A signed note is larger than allowed.",
    NOT_SIGNED_BY_GIVEN_KEY = "not_signed_by_given_key" "No key that is known signed.",
    ORIGIN_MISMATCH = "origin_mismatch" "Checkpoint, first entry, policy or given checkpoint name different logs.",
    PARTIAL_MISMATCH = "partial_mismatch" "A smaller partial tile does not agree with the tree.",
    POLICY_FILE_MISMATCH = "policy_file_mismatch" "The export's own `policy` is not exactly its log key and `quorum none`.",
    PROOF_FOR_OTHER_ENTRY = "proof_for_other_entry" "The proof does not lead from this entry to the checkpoint's root.",
    PROOF_MALFORMED = "proof_malformed" "The proof file is not one.",
    QUORUM_NOT_MET = "quorum_not_met" "The cosignatures on the checkpoint do not meet the policy's quorum.",
    REPEATED_SIGNATURE = "repeated_signature" "A known key signed twice, so that one signer looks like two.",
    ROOT_MISMATCH = "root_mismatch" "The entries do not lead to the checkpoint's root.",
    ROOT_UNKNOWN = "root_unknown" "Entries are missing, so the root cannot be computed.",
    SEALED_LINE = "sealed_line" "A line of `sealed.jsonl` is not canonical, out of order, or does not open its commitment.",
    SEALED_UNKNOWN = "sealed_unknown" "A line of `sealed.jsonl` discloses a value for a commitment that is not in the log.",
    STALE_CHECKPOINT = "stale_checkpoint" "Files of a larger tree lie beside the checkpoint: it was replaced by an older one.",
    TILE_MALFORMED = "tile_malformed" "A hash tile does not have the length it must.",
    TILE_MISMATCH = "tile_mismatch" "A hash tile does not agree with the entries.",
    TILE_MISSING = "tile_missing" "A hash tile that the tree needs is missing.",
    TOO_MANY_SIGNATURES = "too_many_signatures" "A note has more signature lines than allowed.",
    UNKNOWN_SIGNATURE = "unknown_signature" "A signature line of a key that is not known stands in the export.",
}

names! {
    /// Names of statements, which lower no verdict, with their meaning.
    STATEMENTS:
    KEY_CLAIMED = "key_claimed" "Nothing was given from outside, so whose record it is is merely claimed: it is consistent, not trusted.",
    NOTHING_NEWER_KNOWN = "nothing_newer_known" "Nothing newer than the checkpoint is known; a later end that was cut off would not be seen.",
    ONE_PERSONS_WORD = "one_persons_word" "People, workstations, roles or files are in force on one person's word, from the bootstrap.",
    ONE_WORKSTATION = "one_workstation" "Decisions whose signers all used one workstation.",
    WITHHELD = "withheld" "Sealed values that the export does not disclose.",
    WORKSTATION_ASSERTS = "workstation_asserts" "What a workstation alone asserts: the clock and what connectors answered.",
    UNREFERENCED_BLOB = "unreferenced_blob" "A record blob that no act names.",
}
