//! Tests of the vaults: what all kinds have in common, the file and hostile files, export and import.

mod conformance;
mod file;
mod transfer;

use super::*;
use crate::credential::Cost;

pub(super) const TEST: Cost = Cost {
    m_kib: 8_192,
    t: 1,
    p: 1,
};
pub(super) const CHEAP: Cost = Cost {
    m_kib: 64,
    t: 1,
    p: 1,
};
pub(super) const PASSPHRASE: &str = "marmalade trombone";

#[test]
fn memory_conforms() {
    let make = |workspace: &str| Box::new(MemoryVault::new(workspace).unwrap()) as Box<dyn Vault>;
    conformance::run(&make);
}

#[test]
fn a_file_conforms() {
    let folder = tempfile::tempdir().unwrap();
    let make = |workspace: &str| {
        let own = folder.path().join(workspace);
        std::fs::create_dir_all(&own).unwrap();
        Box::new(FileVault::create(&own, workspace, PASSPHRASE, TEST).unwrap()) as Box<dyn Vault>
    };
    conformance::run(&make);
}

#[test]
fn kinds_are_named_as_on_the_command_line() {
    for kind in [VaultKind::Keyring, VaultKind::File, VaultKind::Memory] {
        assert_eq!(kind.to_string().parse::<VaultKind>().unwrap(), kind);
    }
    let error = "Keyring".parse::<VaultKind>().unwrap_err();
    assert_eq!(error.code(), "unknown_vault_kind");
    assert_eq!(error.help(), Some("error-help-vault-choose"));
}
