//! The same command delivered more than once: one effect, one answer.

use std::sync::Barrier;

use serde_json::{Value, json};

use crate::world::World;

/// Both at the same instant, so that they may meet in one batch of the writer, before it, or behind it.
fn at_once(world: &World, name: &str, args: &Value, id: &str) -> [Value; 2] {
    let together = Barrier::new(2);
    let send = || {
        together.wait();
        match world.host.command(name, args.clone(), id) {
            Ok(answer) => answer,
            Err(error) => panic!("{name}: {error:?}"),
        }
    };
    std::thread::scope(|scope| {
        let other = scope.spawn(send);
        [send(), other.join().unwrap()]
    })
}

fn id_of(round: usize) -> String {
    format!("00000000-0000-4000-8000-{round:012x}")
}

#[test]
fn two_deliveries_at_once_have_one_effect_and_one_answer() {
    let world = World::new();
    world.sign_in("Bo");
    let version = world.ask("requests.form", json!({"workflow": "order"}))["version"].clone();
    let args =
        json!({"workflow": "order", "version": version, "fields": {"size": "M", "note": "once"}});
    let mut requests = Vec::new();
    for round in 0..20 {
        let [one, other] = at_once(&world, "requests.start", &args, &id_of(round));
        assert_eq!(one["request"], other["request"], "round {round}");
        assert_eq!(one["receipt"]["index"], other["receipt"]["index"]);
        requests.push(one["request"].clone());
    }
    world.sign_in("Di");
    for (round, request) in requests.iter().enumerate() {
        let task = world.task(request.as_str().unwrap());
        let args = json!({"request": request, "task": task["row"]["task"], "round": task["row"]["round"], "verdict": "approve",
            "shown": task["shown"], "reason": null});
        let [one, other] = at_once(&world, "approvals.decide", &args, &id_of(100 + round));
        assert_eq!(one["index"], other["index"], "round {round}");
    }
    let inbox = world.ask("inbox.list", json!({}));
    assert_eq!(inbox["tasks"].as_array().unwrap().len(), 0);
}
