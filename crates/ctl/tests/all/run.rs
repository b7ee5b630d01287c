//! `run` that stays on: one at a time, the next takes over, and it ends when it is told to.
#![cfg(unix)]

use std::{
    io::{BufRead as _, BufReader},
    process::{Child, ChildStdout, Command},
};

use serde_json::{Value, json};

use super::program::{Desk, sample};

struct Running {
    child: Child,
    lines: BufReader<ChildStdout>,
}

impl Running {
    fn new(desk: &Desk) -> Self {
        let mut child = desk.begin("Joy Adeyemi", &["run"]);
        let lines = BufReader::new(child.stdout.take().unwrap());
        Self { child, lines }
    }

    /// The next line; the program says something soon or this test hangs until its time is over.
    fn next(&mut self) -> Value {
        let mut line = String::new();
        self.lines.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: `{line}`"))
    }

    fn until(&mut self, event: &str) -> Value {
        loop {
            let said = self.next();
            if said["event"] == event {
                return said;
            }
        }
    }

    fn tell(&mut self, signal: &str) {
        let told = Command::new("kill")
            .args([signal, &self.child.id().to_string()])
            .status();
        assert!(told.unwrap().success());
    }

    fn code(&mut self) -> i32 {
        self.child.wait().unwrap().code().unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // One that has ended already cannot be ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn of_two_runners_one_works_and_the_other_takes_over() {
    let desk = sample();
    let runner = || desk.as_person("Joy Adeyemi", &["requests"]).yes()["runner"].clone();
    assert_eq!(runner()["state"], "nobody");
    let mut first = Running::new(&desk);
    let began = first.until("began");
    let seen = runner();
    assert_eq!(
        (&seen["state"], &seen["elsewhere"], &seen["since"]),
        (&json!("elsewhere"), &json!("command_line"), &began["since"])
    );
    let mut second = Running::new(&desk);
    let waits = second.next();
    assert_eq!(
        (&waits["event"], &waits["runner"]["process"]),
        (&json!("stands_by"), &json!(first.child.id()))
    );
    first.tell("-TERM");
    assert_eq!(first.until("ended")["calls"], 0);
    assert_eq!(first.code(), 0);
    assert_eq!(second.next()["event"], "began", "it takes over");
    second.tell("-KILL");
    second.child.wait().unwrap();
    assert_eq!(runner()["state"], "nobody", "however it ended");
    let mut third = Running::new(&desk);
    third.until("began");
    third.tell("-INT");
    third.until("ended");
    assert_eq!(third.code(), 0);
}
