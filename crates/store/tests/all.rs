//! The store on real files.

#[cfg(test)]
#[path = "all/append.rs"]
mod append;
#[cfg(test)]
#[path = "all/backup.rs"]
mod backup;
#[cfg(test)]
#[path = "all/bad_files.rs"]
mod bad_files;
#[cfg(test)]
#[path = "all/golden.rs"]
mod golden;
#[cfg(all(test, feature = "failpoints"))]
#[path = "all/kill.rs"]
mod kill;
#[cfg(test)]
#[path = "all/log.rs"]
mod log;
#[cfg(test)]
#[path = "all/pages.rs"]
mod pages;
#[cfg(test)]
#[path = "all/read_model.rs"]
mod read_model;
#[cfg(test)]
#[path = "all/side_tables.rs"]
mod side_tables;
#[cfg(test)]
#[path = "all/timers.rs"]
mod timers;
#[cfg(test)]
#[path = "all/workspace.rs"]
mod workspace;
