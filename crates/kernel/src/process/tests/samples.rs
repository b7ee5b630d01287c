//! The four sample workflows run to their end along their main path.

use std::{fs, path::Path};

use super::support::*;
use crate::{field::Open, field::Writes, role::Role, state::EndState};

fn sample(name: &str) -> Files {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../engine/samples")
        .join(name);
    let read = |kind: &str| {
        let files = fs::read_dir(folder.join(kind)).into_iter().flatten();
        files
            .map(|file| file.unwrap().path())
            .map(|path| {
                (
                    path.file_stem().unwrap().to_str().unwrap().to_owned(),
                    fs::read_to_string(path).unwrap(),
                )
            })
            .collect()
    };
    let process = fs::read_to_string(folder.join("process.bpmn")).unwrap();
    Files {
        process,
        forms: read("forms"),
        rules: read("rules"),
        connectors: read("connectors"),
        ..Files::default()
    }
}

fn with_sealed(mut fields: Writes, paths: &[&str]) -> Writes {
    fields
        .sealed
        .extend(paths.iter().map(|path| ((*path).to_owned(), sealed(1))));
    fields
}

#[test]
fn vendor_onboarding_needs_two_approvers() {
    let mut world = World::running(&sample("vendor-onboarding"), "vendor-onboarding");
    let fields = open(&[
        ("legal_name", text("Nordwind")),
        ("country", text("DE")),
        ("amount_limit", text("5000")),
    ]);
    world.start(with_sealed(fields, &["iban"])).unwrap();
    assert_eq!(
        code(world.approve(ANA, "approve_payment_details")),
        "self_approval"
    );
    world.approve(CY, "approve_payment_details").unwrap();
    world.approve(DEE, "approve_payment_details").unwrap();
    world.run("create_vendor", LEASE).unwrap();
    assert_eq!(
        ended(&world.answered("create_vendor", Writes::default()).unwrap()),
        Some(EndState::Completed)
    );
}

#[test]
fn access_request_asks_the_manager_then_the_owner() {
    let mut world = World::running(&sample("access-request"), "access-request");
    let fields = open(&[("system", text("crm")), ("access_level", text("read"))]);
    world
        .start(with_sealed(fields, &["justification"]))
        .unwrap();
    let mut ends = None;
    for _ in 0..10 {
        let Some(place) = world
            .where_it_is()
            .into_iter()
            .find(|place| !place.starts_with("join:"))
        else {
            break;
        };
        let node = place.split(':').nth(1).unwrap().to_owned();
        let events = if place.starts_with("job:") {
            world.run(&node, LEASE).unwrap();
            world.answered(&node, Writes::default()).unwrap()
        } else if world.definition().rule(world.task(&node).1.node).is_none() {
            world
                .complete(OPS, &node, open(&[("handed_over", Open::Boolean(true))]))
                .unwrap()
        } else {
            let first = world.instance().approved.is_empty();
            world
                .approve(if first { BOSS } else { OWNER }, &node)
                .unwrap()
        };
        ends = ended(&events);
    }
    assert_eq!(ends, Some(EndState::Completed));
}

#[test]
fn customer_refund_lets_the_amount_decide_who_approves() {
    for (amount, approvers) in [("500", &[CY][..]), ("500.01", &[CY, DEE])] {
        let mut world = World::running(&sample("customer-refund"), "customer-refund");
        let fields = open(&[
            ("order_id", text("A-12345")),
            ("amount", text(amount)),
            ("reason_code", text("damaged")),
        ]);
        world
            .start(with_sealed(fields, &["customer_email"]))
            .unwrap();
        for person in approvers {
            let place = world.where_it_is().remove(0);
            world
                .approve(*person, place.strip_prefix("task:").expect("still asked"))
                .unwrap();
        }
        world.run("pay_refund", LEASE).unwrap();
        assert_eq!(
            ended(&world.answered("pay_refund", Writes::default()).unwrap()),
            Some(EndState::Completed),
            "{amount}"
        );
    }
}

#[test]
fn employee_lifecycle_keeps_personal_data_sealed() {
    let mut world = World::running(&sample("employee-lifecycle"), "employee-lifecycle");
    world.grant(CY, Role::Operator);
    let fields = open(&[
        ("start_date", text("2026-12-01")),
        ("department", text("it")),
        ("needs_badge", Open::Boolean(true)),
    ]);
    world
        .start(with_sealed(fields, &["employee_name", "private_address"]))
        .unwrap();
    let mut ends = None;
    for _ in 0..10 {
        let Some(place) = world
            .where_it_is()
            .into_iter()
            .find(|place| !place.starts_with("join:"))
        else {
            break;
        };
        let node = place.split(':').nth(1).unwrap().to_owned();
        let events = if place.starts_with("job:") {
            world.run(&node, LEASE).unwrap();
            world.answered(&node, Writes::default()).unwrap()
        } else if world.definition().rule(world.task(&node).1.node).is_none() {
            world
                .complete(
                    OPS,
                    &node,
                    open(&[("equipment_ready", Open::Boolean(true))]),
                )
                .unwrap()
        } else {
            world.approve(DEE, &node).unwrap()
        };
        ends = ended(&events);
    }
    assert_eq!(ends, Some(EndState::Completed));
    let info = world.definition().field("private_address").unwrap();
    assert!(
        info.is_sealed(),
        "its retention is declared: {:?}",
        info.disclosure
    );
}
