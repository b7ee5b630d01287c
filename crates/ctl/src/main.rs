//! `countersignctl`: see the library.
#![forbid(unsafe_code)]

fn main() -> std::process::ExitCode {
    ctl::main()
}
