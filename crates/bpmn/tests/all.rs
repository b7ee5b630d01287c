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
#[path = "all/lint_docs.rs"]
mod lint_docs;
#[cfg(test)]
#[path = "all/lint_elements.rs"]
mod lint_elements;
#[cfg(test)]
#[path = "all/lint_paths.rs"]
mod lint_paths;
#[cfg(test)]
#[path = "all/lint_tokens.rs"]
mod lint_tokens;
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
#[cfg(test)]
#[path = "all/worst.rs"]
mod worst;
