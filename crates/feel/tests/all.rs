//! Every integration test of the crate, one module a subject.

#[cfg(test)]
mod all {
    mod builtins;
    mod dmn;
    mod forms;
    mod hostile;
    mod language;
    mod number;
    mod parsing;
    mod properties;
    mod table;
    mod tck;
    mod temporal;
}
