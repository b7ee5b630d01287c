//! Tests of the crate through its public interface.

#[cfg(test)]
#[path = "all/support.rs"]
mod support;

#[cfg(test)]
#[path = "all/elements.rs"]
mod elements;
#[cfg(test)]
#[path = "all/graph.rs"]
mod graph;
#[cfg(test)]
#[path = "all/hostile.rs"]
mod hostile;
#[cfg(test)]
#[path = "all/lint.rs"]
mod lint;
#[cfg(test)]
#[path = "all/miwg.rs"]
mod miwg;
#[cfg(test)]
#[path = "all/properties.rs"]
mod properties;
#[cfg(test)]
#[path = "all/read.rs"]
mod read;
#[cfg(test)]
#[path = "all/samples.rs"]
mod samples;
