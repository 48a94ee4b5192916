//! What becomes of a batch that has come.
#![allow(clippy::unwrap_used)]

mod made;

use std::collections::BTreeMap;

use made::desks::{Desk, founded};
use made::{KEY, TENANT, batch, edit, incarnation, root, seal, sign, small_batch};
use nadi_sync::arrival::{accepted, arrive, lacking, order, place};
use nadi_sync::exchange::branch;
use nadi_sync::{
    Arrival, Batch, ChainHash, Dep, Envelope, Held, Incarnation, Link, Membership, Placed, Transaction, Version,
    WireError,
};
use proptest::prelude::*;

fn dep(of: Incarnation, link: Link) -> Dep {
    Dep { version: Version { incarnation: of, n: link.n }, hash: link.hash }
}

/// The places of desk 1's chain of these transactions, in order.
fn places(transactions: &[Transaction]) -> Vec<Link> {
    let one = incarnation(1);
    (0..=transactions.len()).map(|to| batch(one, root(one), &transactions[..to], None).last()).collect()
}

/// Holds these places of desk 1, in order, and whatever is named of other desks.
fn holding(places: &[Link]) -> impl Fn(&Dep) -> Held + Copy {
    move |dep| {
        if dep.version.incarnation != incarnation(1) {
            return Held::Last;
        }
        match places.iter().position(|l| l.n == dep.version.n && l.hash == dep.hash) {
            Some(at) => places.get(at + 1).map_or(Held::Last, |next| Held::Before(next.hash)),
            None => Held::No,
        }
    }
}

fn members() -> Membership {
    let (mut first, _): (Desk, Desk) = founded();
    first.write(11, made::desks::person(5));
    first.membership
}

fn edits(count: u64) -> Vec<Transaction> {
    (1..=count).map(|n| edit(n, "as it was", vec![])).collect()
}

#[test]
fn a_batch_goes_on_where_the_chain_is_known() {
    let (batch, members) = (small_batch(), members());
    let envelope = seal(&batch, 1);
    let root = [root(incarnation(1))];
    let Arrival::Accept(taken) = arrive(&envelope, &KEY, &members, holding(&root)) else { panic!() };
    assert_eq!((taken.link, taken.known, taken.unproven.len()), (batch.last(), 0, 0));
    assert_eq!(taken.batch, batch);
    assert_eq!(place(&envelope.header, holding(&root)), Ok(Placed::Next));
}

#[test]
fn a_batch_that_came_twice_is_known() {
    let all = edits(5);
    let at = places(&all);
    let envelope = seal(&batch(incarnation(1), at[1], &all[1..4], None), 1);
    for (here, known) in [(2, 0), (4, 2), (6, 3)] {
        let Arrival::Accept(taken) = arrive(&envelope, &KEY, &members(), holding(&at[..here])) else {
            panic!("{here}")
        };
        assert_eq!((taken.known, taken.link), (known, at[4]));
    }
    assert_eq!(place(&envelope.header, holding(&at)), Ok(Placed::Known));
}

#[test]
fn two_who_claim_one_place_are_two_branches() {
    let (ours, members) = (edits(5), members());
    let mut theirs = ours.clone();
    theirs[2] = edit(3, "otherwise", vec![]);
    let (at, other) = (places(&ours), places(&theirs));
    assert_eq!(at[2], other[2]);
    let envelope = seal(&batch(incarnation(1), other[1], &theirs[1..], None), 1);
    let Arrival::Branch { at: n, here, first, taken } = arrive(&envelope, &KEY, &members, holding(&at)) else {
        panic!()
    };
    assert_eq!((n, here, first, taken.known), (3, at[3].hash, other[3].hash, 1));
    assert_ne!(branch(&here), branch(&first));
    // The endpoint names it once its first comes by itself; what follows goes on there.
    let alone = seal(&batch(incarnation(1), other[2], &theirs[2..3], None), 1);
    assert_eq!(place(&alone.header, holding(&at)), Ok(Placed::Branch { here: at[3].hash }));
    let later = seal(&batch(incarnation(1), other[3], &theirs[3..], None), 1);
    assert_eq!(place(&later.header, holding(&at)), Ok(Placed::Need(vec![dep(incarnation(1), other[3])])));
    assert_eq!(place(&later.header, holding(&other[..4])), Ok(Placed::Next));
}

#[test]
fn a_person_who_did_not_sign_sends_it_to_review_and_holds_nothing_up() {
    let (mut batch, root) = (small_batch(), [root(incarnation(1))]);
    batch.acts[0].1[3] ^= 1;
    let Arrival::Accept(taken) = arrive(&seal(&batch, 1), &KEY, &members(), holding(&root)) else { panic!() };
    assert_eq!(taken.unproven, [3]);
    batch.acts[0].0 = 4;
    let refused = Arrival::Refuse(WireError::Disagrees("place of a person's signature"));
    assert_eq!(arrive(&seal(&batch, 1), &KEY, &members(), holding(&root)), refused);
}

#[test]
fn what_is_not_a_members_or_not_this_clinics_is_refused_by_name() {
    let root_of_one = [root(incarnation(1))];
    let arrives = |batch: &Batch, device, members: &Membership| {
        arrive(&seal(batch, device), &KEY, members, holding(&root_of_one))
    };
    let refused = |what| Arrival::Refuse(WireError::Disagrees(what));
    assert_eq!(arrives(&small_batch(), 2, &members()), refused("device's signature"));
    let nobody = Membership::new(TENANT, [1; 32]);
    assert_eq!(arrives(&small_batch(), 1, &nobody), Arrival::Refuse(WireError::Unknown("device")));
    let elsewhere = Membership::new([9; 16], [1; 32]);
    assert_eq!(arrives(&small_batch(), 1, &elsewhere), refused("tenant"));
    let mut beside = small_batch();
    beside.before.hash = ChainHash([1; 32]);
    assert_eq!(arrives(&beside, 1, &members()), refused("root"));
    let mut hole = small_batch();
    hole.transactions.remove(1);
    let sealed = Envelope::seal(&hole, &KEY, [3; 24], None, sign(1));
    assert_eq!(sealed, Err(WireError::Disagrees("place in the chain")));
    let lacks = arrive(&seal(&small_batch(), 1), &KEY, &nobody, |_| Held::No);
    assert!(matches!(lacks, Arrival::Need(_)), "its enrolment is yet to come");
}

#[test]
fn a_closed_chain_is_accepted_as_far_as_accepted_work_rests_on_it() {
    let at = |i, n| Version { incarnation: incarnation(i), n };
    let on = |i, n| Dep { version: at(i, n), hash: ChainHash([0; 32]) };
    let closings = BTreeMap::from([(incarnation(1), 10), (incarnation(2), 5)]);
    // 3 is open and built on 12 of desk 1, which had built on 7 of desk 2; nobody accepted built on 9 of desk 2.
    let rests = [(at(1, 12), on(2, 7)), (at(2, 8), on(1, 40)), (at(1, 13), on(2, 9)), (at(3, 1), on(1, 12))];
    for turn in 0..rests.len() {
        let mut rests = rests;
        rests.rotate_left(turn);
        assert_eq!(accepted(&closings, &rests), BTreeMap::from([(incarnation(1), 12), (incarnation(2), 7)]));
    }
}

proptest! {
    #[test]
    fn a_hole_is_always_seen(count in 3u64..12, cuts: u64, lost in 0usize..12, order_seed: u64) {
        let all = edits(count);
        let at = places(&all);
        let mut batches: Vec<Envelope> = Vec::new();
        let mut from = 0;
        for to in 1..=all.len() {
            if to == all.len() || cuts >> to & 1 == 1 {
                batches.push(seal(&batch(incarnation(1), at[from], &all[from..to], None), 1));
                from = to;
            }
        }
        let whole = batches.len();
        let gone = (lost < whole).then(|| batches.remove(lost));
        let mut noise = made::Noise(order_seed);
        for i in (1..batches.len()).rev() {
            batches.swap(i, noise.below(i + 1));
        }
        let headers: Vec<_> = batches.iter().map(|b| &b.header).collect();
        let members = members();
        let mut here = vec![at[0]];
        let (order, lacks) = order(&headers, holding(&here));
        for i in &order {
            prop_assert!(lacking(&batches[*i].header, holding(&here)).is_empty());
            let Arrival::Accept(taken) = arrive(&batches[*i], &KEY, &members, holding(&here)) else { panic!() };
            here.extend(&at[here.len()..=taken.link.n as usize]);
        }
        match gone {
            None => prop_assert_eq!((here.len(), lacks.len()), (at.len(), 0)),
            Some(gone) => {
                prop_assert_eq!(here.last().unwrap(), &gone.header.before);
                for batch in batches.iter().filter(|b| b.header.before.n >= gone.header.last.n) {
                    prop_assert!(matches!(arrive(batch, &KEY, &members, holding(&here)), Arrival::Need(_)));
                }
                prop_assert_eq!(lacks.is_empty(), lost + 1 == whole);
                prop_assert!(lacks.iter().all(|d| *d == dep(incarnation(1), gone.header.last)) || lacks.len() > 1);
            }
        }
    }
}
