//! Pages of the log and of requests against a plain filter in memory.

use kernel::{
    id::{PersonId, RequestId, Signer, Slug},
    state::EndState,
};
use store::{ActFilter, ActRow, Order, Page, RequestFilter, RequestState};

use crate::workspace::{Workspace, entry};

const SIZE: u64 = 3_300;

fn filters() -> Vec<ActFilter> {
    let plain = ActFilter::default();
    let by = Some(Signer::Person(PersonId(1)));
    let name = Some("approval.decide".to_owned());
    vec![
        plain.clone(),
        ActFilter {
            name: name.clone(),
            ..plain.clone()
        },
        ActFilter {
            by,
            ..plain.clone()
        },
        ActFilter {
            name: name.clone(),
            by,
            ..plain.clone()
        },
        ActFilter {
            on: Some("r_1050".into()),
            ..plain.clone()
        },
        ActFilter {
            on: Some("workspace".into()),
            by,
            ..plain.clone()
        },
        ActFilter {
            request: Some(RequestId(2_000)),
            ..plain.clone()
        },
        ActFilter {
            workflow: Slug::parse("refund"),
            name,
            by,
            ..plain.clone()
        },
        ActFilter {
            name: Some("no.such".into()),
            ..plain.clone()
        },
        ActFilter {
            name: Some("job.started".into()),
            on: Some("workspace".into()),
            ..plain
        },
    ]
}

fn expected(filter: &ActFilter) -> Vec<u64> {
    let mut range = Default::default();
    let entries = (0..SIZE).map(|index| (index, entry(index, &mut range).view));
    let fits = |view: &store::ActView| {
        filter.name.as_ref().is_none_or(|want| *want == view.name)
            && filter.by.is_none_or(|want| want == view.by)
            && filter.on.as_ref().is_none_or(|want| *want == view.on)
            && filter.request.is_none_or(|want| Some(want) == view.request)
            && filter
                .workflow
                .as_ref()
                .is_none_or(|want| Some(want) == view.workflow.as_ref())
    };
    entries
        .filter(|(_, view)| fits(view))
        .map(|(index, _)| index)
        .collect()
}

#[test]
fn every_page_of_every_filter_is_what_a_plain_filter_finds() {
    let workspace = Workspace::with(SIZE);
    for filter in filters() {
        for order in [Order::NewestFirst, Order::OldestFirst] {
            let mut want = expected(&filter);
            if order == Order::NewestFirst {
                want.reverse();
            }
            let (mut got, mut after) = (vec![], None);
            loop {
                let rows = workspace
                    .store
                    .acts(
                        &filter,
                        &Page {
                            order,
                            after,
                            limit: 200,
                        },
                    )
                    .unwrap();
                assert!(rows.len() <= 200);
                let Some(last) = rows.last() else { break };
                after = Some(last.index);
                got.extend(rows.iter().map(|row| row.index));
            }
            assert_eq!(got, want, "{filter:?} {order:?}");
        }
    }
}

#[test]
fn a_row_shows_what_was_appended() {
    let workspace = Workspace::with(30);
    let rows = workspace.store.acts(
        &ActFilter::default(),
        &Page {
            order: Order::OldestFirst,
            after: None,
            limit: 30,
        },
    );
    let mut range = Default::default();
    for (row, index) in rows.unwrap().into_iter().zip(0..) {
        let want = entry(index, &mut range);
        let view = want.view;
        assert_eq!(
            row,
            ActRow {
                index,
                time: want.time,
                view
            }
        );
    }
}

#[test]
fn hostile_page_arguments_are_harmless() {
    let workspace = Workspace::with(5);
    let page = |after, limit| Page {
        order: Order::OldestFirst,
        after,
        limit,
    };
    let all = ActFilter::default();
    assert_eq!(
        workspace
            .store
            .acts(&all, &page(Some(u64::MAX), 10))
            .unwrap(),
        vec![]
    );
    assert_eq!(workspace.store.acts(&all, &page(None, 0)).unwrap(), vec![]);
    assert_eq!(
        workspace
            .store
            .acts(&all, &page(None, usize::MAX))
            .unwrap()
            .len(),
        5
    );
    let strange = ActFilter {
        on: Some("' OR 1=1 --\0".into()),
        ..all
    };
    assert_eq!(
        workspace.store.acts(&strange, &page(None, 10)).unwrap(),
        vec![]
    );
}

#[test]
fn requests_are_listed_by_workflow_person_and_state() {
    let workspace = Workspace::with(95);
    let list = |filter: &RequestFilter| -> Vec<u64> {
        workspace
            .store
            .requests(filter, None, 100)
            .unwrap()
            .iter()
            .map(|row| row.id.0)
            .collect()
    };
    let all = RequestFilter::default();
    assert_eq!(list(&all), [90, 80, 70, 60, 50, 40, 30, 20, 10, 0]);
    let running = RequestFilter {
        state: Some(RequestState::Running),
        ..all.clone()
    };
    assert_eq!(list(&running), [90], "the others have ended");
    let refund = RequestFilter {
        workflow: Slug::parse("refund"),
        ..all.clone()
    };
    assert_eq!(list(&refund), [80, 60, 40, 20, 0]);
    let person = RequestFilter {
        requester: Some(PersonId(0)),
        ..refund
    };
    assert_eq!(list(&person), [60, 0]);
    let rejected = RequestFilter {
        state: Some(RequestState::Ended(EndState::Rejected)),
        ..all.clone()
    };
    assert_eq!(list(&rejected), [] as [u64; 0]);
    let page = workspace
        .store
        .requests(&all, Some(RequestId(40)), 2)
        .unwrap();
    assert_eq!(
        page.iter().map(|row| row.id.0).collect::<Vec<_>>(),
        [30, 20]
    );
    let row = workspace.store.request(&RequestId(30)).unwrap().unwrap();
    assert_eq!(
        row.ended.map(|(index, time)| (index, time.0)),
        Some((38, 38_000))
    );
    assert_eq!((row.requester, row.started_at.0), (PersonId(0), 30_000));
    assert_eq!(workspace.store.request(&RequestId(31)).unwrap(), None);
}
