//! countersign-verify, the auditor's program: ledger and kernel, no database, no network.
