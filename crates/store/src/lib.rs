//! SQLite: log, blobs, sealed values, read model, outbox, snapshots, migrations.
