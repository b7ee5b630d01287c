//! Sessions and signing, append, runner, vault, import and export.
