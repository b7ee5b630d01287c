//! The development host: the same api over loopback HTTP, for browser tests. Never shipped.
//!
//! `devhost --data FOLDER [--ui FOLDER] [--workspace FOLDER] [--passphrase-file FILE]` binds a free port on 127.0.0.1 and
//! prints `{"url","token"}` on one line. `POST /query` and `POST /command` want `Authorization: Bearer <token>`; `GET
//! /changed` is an event stream of topics; everything else is a file of the built pages.
//!
//! INVARIANT: only loopback, only with the token of this start, only for its own Host and Origin.
#![forbid(unsafe_code)]

mod files;
mod request;
mod serve;

use std::{net::TcpListener, path::PathBuf, sync::Arc};

use api::{Host, HostOptions};

struct Arguments {
    data: PathBuf,
    ui: Option<PathBuf>,
    workspace: Option<PathBuf>,
    passphrase_file: Option<PathBuf>,
}

fn arguments() -> Result<Arguments, String> {
    let mut data = None;
    let (mut ui, mut workspace, mut passphrase_file) = (None, None, None);
    let mut given = std::env::args().skip(1);
    while let Some(name) = given.next() {
        let value = given
            .next()
            .map(PathBuf::from)
            .ok_or_else(|| format!("{name} needs a value"))?;
        match name.as_str() {
            "--data" => data = Some(value),
            "--ui" => ui = Some(value),
            "--workspace" => workspace = Some(value),
            "--passphrase-file" => passphrase_file = Some(value),
            other => return Err(format!("there is no option {other}")),
        }
    }
    Ok(Arguments {
        data: data.ok_or("--data FOLDER is needed")?,
        ui,
        workspace,
        passphrase_file,
    })
}

fn run() -> Result<(), String> {
    let arguments = arguments()?;
    let host = Arc::new(Host::new(HostOptions {
        engine: engine::Options::default(),
        data_folder: arguments.data,
        background_runner: true,
    }));
    if let Some(folder) = &arguments.workspace {
        let passphrase = arguments
            .passphrase_file
            .as_ref()
            .map(std::fs::read_to_string)
            .transpose();
        let passphrase = passphrase.map_err(|error| error.to_string())?;
        host.open_folder(
            folder,
            passphrase
                .as_deref()
                .map(|text| text.trim_end_matches('\n')),
        )
        .map_err(|error| error.to_string())?;
    }
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(|error| error.to_string())?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let mut token = [0u8; 32];
    getrandom::fill(&mut token).map_err(|error| error.to_string())?;
    let token: String = token.iter().map(|byte| format!("{byte:02x}")).collect();
    let line = serde_json::json!({ "url": format!("http://{address}"), "token": token });
    announce(&line.to_string());
    serve::serve(&listener, &host, &token, arguments.ui.as_deref())
}

#[expect(clippy::print_stdout, reason = "the line is what the tests wait for")]
fn announce(line: &str) {
    println!("{line}");
}

fn main() -> std::process::ExitCode {
    match run() {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("devhost: {error}");
            std::process::ExitCode::from(2)
        }
    }
}
