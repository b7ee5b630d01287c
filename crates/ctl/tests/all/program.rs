//! Running the program, and the sample workspace that tests work on.

use std::{
    ffi::{OsStr, OsString},
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

/// What a call said.
#[derive(Debug)]
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Said {
    /// The one JSON document on standard output.
    pub fn json(&self) -> Value {
        assert_eq!(
            self.out.trim_end().lines().count(),
            1,
            "one document: {self:?}"
        );
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The answer, after checking that it is a yes.
    pub fn yes(self) -> Value {
        assert_eq!(self.code, 0, "{self:?}");
        self.json()
    }

    /// Exit code and code of the error.
    pub fn refused(&self) -> (i32, String) {
        (
            self.code,
            self.json()["code"].as_str().unwrap_or_default().to_owned(),
        )
    }
}

/// Starts the program; it is to be ended by the caller.
pub fn begin<S: AsRef<OsStr>>(args: &[S]) -> std::process::Child {
    Command::new(env!("CARGO_BIN_EXE_countersignctl"))
        .args(args)
        .env_remove("COUNTERSIGN_PASSWORD_FILE")
        .env_remove("COUNTERSIGN_PASSPHRASE_FILE")
        // No test may reach the keyring of whoever runs it.
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
        .env("XDG_DATA_HOME", "/nonexistent")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Runs the program with this on standard input.
pub fn ctl_with<S: AsRef<OsStr>>(args: &[S], input: &str) -> Said {
    let mut child = begin(args);
    // A program that does not read its input closes it: that is its right.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    Said {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs the program.
pub fn ctl<S: AsRef<OsStr>>(args: &[S]) -> Said {
    ctl_with(args, "")
}

/// A workspace and the files its people sign in with.
pub struct Desk {
    pub folder: TempDir,
    pub passphrase: String,
}

impl Desk {
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn workspace(&self) -> PathBuf {
        self.path("workspace")
    }

    /// Writes the file that `name` signs in with.
    pub fn password(&self, name: &str, password: &str) -> PathBuf {
        let file = self.path(&format!("{name}.password"));
        fs::write(&file, format!("{password}\n{}\n", self.passphrase)).unwrap();
        file
    }

    /// A call as this person, with `--json`.
    pub fn as_person(&self, name: &str, args: &[&str]) -> Said {
        self.call(name, args, "", true)
    }

    /// A call as this person, for people.
    pub fn text(&self, name: &str, args: &[&str]) -> Said {
        self.call(name, args, "", false)
    }

    /// Starts a call as this person, with `--json`.
    pub fn begin(&self, name: &str, args: &[&str]) -> std::process::Child {
        begin(&self.arguments(name, args, true))
    }

    pub fn call(&self, name: &str, args: &[&str], input: &str, json: bool) -> Said {
        ctl_with(&self.arguments(name, args, json), input)
    }

    fn arguments(&self, name: &str, args: &[&str], json: bool) -> Vec<OsString> {
        let (workspace, file) = (self.workspace(), self.path(&format!("{name}.password")));
        let mut all: Vec<&OsStr> = vec![
            "--workspace".as_ref(),
            workspace.as_ref(),
            "--as".as_ref(),
            name.as_ref(),
        ];
        all.extend::<[&OsStr; 2]>(["--password-file".as_ref(), file.as_ref()]);
        if json {
            all.push("--json".as_ref());
        }
        all.extend(args.iter().map(OsStr::new));
        all.into_iter().map(OsStr::to_owned).collect()
    }
}

/// The sample workspace, as `demo` makes it.
pub fn sample() -> Desk {
    let folder = TempDir::new().unwrap();
    let workspace = folder.path().join("workspace");
    let args: [&OsStr; 4] = [
        "demo".as_ref(),
        "--json".as_ref(),
        "--workspace".as_ref(),
        workspace.as_os_str(),
    ];
    let made = ctl(&args).yes();
    let desk = Desk {
        folder,
        passphrase: made["passphrase"].as_str().unwrap().to_owned(),
    };
    for person in made["people"].as_array().unwrap() {
        desk.password(
            person["name"].as_str().unwrap(),
            person["password"].as_str().unwrap(),
        );
    }
    desk
}

/// The keys of an object, in order.
pub fn keys(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

/// Copies the files of a sample workflow.
pub fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for item in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(item.file_name());
        if item.file_type().unwrap().is_dir() {
            copy_folder(&item.path(), &target)
        } else {
            fs::copy(item.path(), target).map(|_| ()).unwrap()
        }
    }
}
