//! Who belongs to the clinic, whatever the order in which anybody learns of it.
#![allow(clippy::unwrap_used)]

mod made;

use made::desks::*;
use made::{Noise, TENANT, incarnation, public, sign};
use nadi_sync::{Act, Entry, EpochId, Incarnation, Link, Membership, PublicKeys, WireError};
use proptest::prelude::*;

/// All that a membership says.
fn said(m: &Membership) -> String {
    let devices: Vec<_> = m.devices().map(|(d, known)| (d, known, m.sealable(&d), m.closing(&d))).collect();
    let mut entries: Vec<_> = m.entries().map(|e| (e.place().hash, m.stands(&e.place().hash))).collect();
    entries.sort();
    format!("{devices:?} {:?} {entries:?} {:?} {:?} {:?}", m.people(), m.sheets(), m.heads(), m.lacking())
}

fn of(entries: impl IntoIterator<Item = Entry>) -> Membership {
    Membership::of(TENANT, public(SHEET), entries).unwrap()
}

fn shuffled(mut entries: Vec<Entry>, seed: u64) -> Vec<Entry> {
    let mut noise = Noise(seed);
    for i in (1..entries.len()).rev() {
        entries.swap(i, noise.below(i + 1));
    }
    entries
}

fn member(m: &Membership, i: u8) -> bool {
    m.device(&incarnation(i)).is_some_and(|d| d.member)
}

fn owners(m: &Membership) -> Vec<u8> {
    m.people().into_iter().filter(|p| p.owner).map(|p| p.user[0]).collect()
}

#[test]
fn a_clinic_is_founded_by_its_sheet_and_grows_by_its_owners() {
    let (first, second) = founded();
    for m in [&first.membership, &second.membership] {
        assert!(member(m, 1) && member(m, 2));
        assert_eq!(owners(m), [11, 12]);
        assert_eq!(m.device(&incarnation(2)).unwrap().codes.first, 100);
        assert_eq!(m.keys(&user(12)).len(), 1);
    }
}

#[test]
fn nobody_without_the_say_adds_anybody() {
    let (mut first, mut second) = founded();
    first.write(11, person(13));
    second.see(&first);
    // A stranger with a sheet of their own; a person who is no owner; a device; an owner of another clinic's sheet.
    for by in [99, 13, 2] {
        for act in [enrol(5, 120, 130), person(14), owner(13, true), revoke(1), Act::Sheet { keys: keys(by) }] {
            let mut desk = second.clone();
            let entry = desk.write(by, act);
            assert!(!desk.membership.stands(&entry.place().hash), "{:?} by {by}", entry.act);
            assert!(!member(&desk.membership, 5) && member(&desk.membership, 1));
            assert_eq!(owners(&desk.membership), [11, 12]);
        }
    }
    let mut stranger = Desk::new(5);
    stranger.see(&first);
    stranger.write(5, enrol(5, 0, 9));
    stranger.write(5, person(15));
    assert!(!member(&stranger.membership, 5));
    assert_eq!(stranger.membership.people().len(), 3);
    let other = Membership::of(TENANT, public(99), first.all()).unwrap();
    assert_eq!((other.devices().count(), other.people().len()), (0, 0));
}

#[test]
fn an_owner_has_no_say_on_a_computer_that_is_no_member() {
    let (mut first, second) = founded();
    let mut elsewhere = Desk::new(55);
    elsewhere.see(&first);
    let not = elsewhere.write(11, person(13));
    assert!(!elsewhere.membership.stands(&not.place().hash));
    first.write(11, revoke(2));
    let mut revoked = second.clone();
    revoked.see(&first);
    let not = revoked.write(12, person(13));
    assert!(!revoked.membership.stands(&not.place().hash));
}

#[test]
fn a_device_has_the_keys_that_it_was_enrolled_with() {
    let (mut first, _) = founded();
    let Act::Enrol { device, letter, codes, .. } = enrol(2, 100, 199) else { panic!() };
    let other = first.write(11, Act::Enrol { device, keys: keys(66), letter, codes });
    assert!(!first.membership.stands(&other.place().hash));
    assert_eq!(first.membership.device(&incarnation(2)).unwrap().keys, keys(2));
}

#[test]
fn an_entry_that_misnames_what_it_saw_was_written_by_nobody() {
    let (first, mut second) = founded();
    let good = second.write(12, person(13));
    for (n, chain) in [(99, good.seen[0].version.incarnation), (good.seen[0].version.n, incarnation(9))] {
        let mut bad = good.clone();
        (bad.seen[0].version.n, bad.seen[0].version.incarnation) = (n, chain);
        let m = of(first.all().into_iter().chain([bad.signed(sign(12))]));
        assert_eq!(said(&m), said(&first.membership));
    }
}

#[test]
fn two_owners_who_revoke_each_others_desks_end_the_same_everywhere() {
    let (mut first, mut second) = founded();
    let a = first.write(11, revoke(2));
    let b = second.write(12, revoke(1));
    // The second goes on, on ground that the first has taken away.
    second.write(12, enrol(6, 150, 160));
    let all: Vec<Entry> = first.all().into_iter().chain(second.all()).collect();
    for seed in 0..20 {
        let m = of(shuffled(all.clone(), seed));
        assert!(m.stands(&a.place().hash) && !m.stands(&b.place().hash));
        assert!(member(&m, 1) && !member(&m, 2) && !member(&m, 6));
        // Their work until then, and what desk 6 wrote, can still be read and told.
        assert!(m.device(&incarnation(2)).is_some() && m.device(&incarnation(6)).is_some());
        assert_eq!(m.closing(&incarnation(2)).unwrap().n, 9);
        assert_eq!(m.closing(&incarnation(1)), None);
    }
}

#[test]
fn who_was_removed_cannot_go_on_in_the_past() {
    let (mut first, second) = founded();
    first.write(11, Act::Remove { user: user(12) });
    for act in [owner(13, true), enrol(6, 150, 160), owner(11, false), Act::Sheet { keys: keys(98) }] {
        let mut behind = second.clone();
        behind.write(12, person(13));
        let late = behind.write(12, act);
        behind.see(&first);
        assert!(!behind.membership.stands(&late.place().hash), "{:?}", late.act);
        assert_eq!(owners(&behind.membership), [11]);
        assert_eq!(behind.membership.people().len(), 1);
    }
}

#[test]
fn what_a_remover_had_seen_stands() {
    let (mut first, mut second) = founded();
    second.write(12, person(13));
    second.write(12, enrol(3, 150, 160));
    first.see(&second);
    first.write(11, Act::Remove { user: user(12) });
    first.write(11, revoke(2));
    assert!(member(&first.membership, 3) && !member(&first.membership, 2));
    assert_eq!(first.membership.people().iter().map(|p| p.user[0]).collect::<Vec<_>>(), [11, 13]);
    // Given again by one who saw the taking.
    first.write(11, person(12));
    assert_eq!(owners(&first.membership), [11]);
    first.write(11, owner(12, true));
    assert_eq!(owners(&first.membership), [11, 12]);
}

#[test]
fn the_sheet_comes_before_every_owner() {
    let (mut first, second) = founded();
    first.write(11, owner(12, false));
    let mut rescue = Desk::new(7);
    rescue.see(&second);
    rescue.write(SHEET, enrol(7, 2000, 2099));
    rescue.write(SHEET, Act::Remove { user: user(11) });
    rescue.see(&first);
    assert_eq!(owners(&rescue.membership), [12]);
    assert!(member(&rescue.membership, 7));
}

#[test]
fn who_owns_no_longer_keeps_the_password_set_meanwhile() {
    let (mut first, mut second) = founded();
    first.write(11, owner(12, false));
    second.write(12, Act::User { user: user(12), keys: keys(42), sign_in: vec![1] });
    let not = second.write(42, person(13));
    second.see(&first);
    assert_eq!(owners(&second.membership), [11]);
    assert_eq!(second.membership.people()[1].keys, keys(42));
    assert!(!second.membership.stands(&not.place().hash));
}

#[test]
fn a_sheet_that_was_replaced_has_no_say() {
    let (mut first, mut second) = founded();
    first.write(11, Act::Sheet { keys: keys(101) });
    // Its finder has not seen, or claims so.
    let late = second.write(SHEET, owner(13, true));
    let later = second.write(SHEET, Act::Remove { user: user(11) });
    second.see(&first);
    assert!(!second.membership.stands(&late.place().hash));
    // A removal by the sheet is nearer than the owner who replaced it.
    assert!(second.membership.stands(&later.place().hash));
    let seen = first.write(SHEET, person(14));
    assert!(!first.membership.stands(&seen.place().hash));
    let new = first.write(101, person(14));
    assert!(first.membership.stands(&new.place().hash));
    assert_eq!(first.membership.sheets().len(), 1);
}

#[test]
fn a_person_may_change_their_password_and_an_owner_anybodys() {
    let (mut first, mut second) = founded();
    let other = Act::User { user: user(12), keys: keys(42), sign_in: vec![1] };
    second.write(12, other.clone());
    assert_eq!(second.membership.people()[1].keys, keys(42));
    assert_eq!(owners(&second.membership), [11, 12]);
    // The old key is no longer theirs; what it signed stays signed.
    let old = second.write(12, person(13));
    assert!(!second.membership.stands(&old.place().hash));
    assert_eq!(second.membership.keys(&user(12)).len(), 2);
    let new = second.write(42, person(13));
    assert!(second.membership.stands(&new.place().hash));
    first.see(&second);
    let again = first.write(11, person(12));
    assert!(first.membership.stands(&again.place().hash));
    let not = second.write(13, other);
    assert!(!second.membership.stands(&not.place().hash));
}

#[test]
fn a_restored_device_goes_on_but_not_one_that_was_stolen() {
    let (mut first, second) = founded();
    let mut next = Desk::new(8);
    next.see(&second);
    next.write(2, Act::Follow { former: incarnation(2), keys: keys(8) });
    let device = next.membership.device(&incarnation(8)).unwrap();
    assert_eq!((device.former, device.codes.first, device.member), (Some(incarnation(2)), 100, true));
    // It has the keys of its former's epochs, and may give them to itself.
    first.write(1, epoch(1, &[1, 2]));
    next.see(&first);
    assert_eq!(next.membership.sealable(&incarnation(8)), [EpochId([1; 16])]);
    first.write(11, revoke(2));
    next.see(&first);
    assert!(!member(&next.membership, 8) && next.membership.device(&incarnation(8)).is_some());
    let mut forged = Desk::new(9);
    forged.see(&second);
    forged.write(9, Act::Follow { former: incarnation(2), keys: keys(9) });
    assert!(forged.membership.device(&incarnation(9)).is_none());
}

#[test]
fn nothing_is_sealed_under_an_epoch_that_a_revoked_device_has() {
    let (mut first, mut second) = founded();
    first.write(11, enrol(3, 200, 299));
    first.write(1, epoch(1, &[1, 2]));
    first.write(1, epoch(2, &[1, 2, 3]));
    second.see(&first);
    let sealable =
        |desk: &Desk, i| desk.membership.sealable(&incarnation(i)).iter().map(|e| e.0[0]).collect::<Vec<_>>();
    assert_eq!(sealable(&second, 2), [2, 1], "the one that more can open is first");
    assert_eq!(sealable(&second, 3), [2]);
    // Who does not have an epoch cannot give it.
    let not = second.write(2, Act::Epoch { id: EpochId([9; 16]), boxes: vec![(Some(incarnation(77)), vec![])] });
    assert!(!second.membership.stands(&not.place().hash));
    let mut third = Desk::new(3);
    third.see(&second);
    let not = third.write(3, epoch(1, &[3]));
    assert!(!third.membership.stands(&not.place().hash));
    let give = second.write(2, epoch(1, &[3]));
    assert!(second.membership.stands(&give.place().hash));
    assert_eq!(second.membership.boxes(&EpochId([1; 16]), Some(incarnation(3))).count(), 1);
    first.write(11, revoke(3));
    second.see(&first);
    assert_eq!(sealable(&second, 2), [0u8; 0]);
    second.write(2, epoch(4, &[1, 2]));
    assert_eq!(sealable(&second, 2), [4]);
    assert_eq!(sealable(&second, 3), [0u8; 0]);
}

#[test]
fn register_codes_come_out_of_the_enrollers_own_and_never_twice() {
    let (mut first, second) = founded();
    for (first_code, last, may) in
        [(150, 160, false), (199, 260, false), (200, 299, true), (250, 399, false), (3000, 3001, false)]
    {
        let entry = first.write(11, enrol(20 + (first_code / 50) as u8, first_code, last));
        assert_eq!(first.membership.stands(&entry.place().hash), may, "{first_code} to {last}");
    }
    for (first_code, last, may) in [(300, 310, false), (150, 160, true), (160, 161, false)] {
        let mut desk = second.clone();
        if first_code == 160 {
            desk.write(12, enrol(29, 150, 160));
        }
        let entry = desk.write(12, enrol(30, first_code, last));
        assert_eq!(desk.membership.stands(&entry.place().hash), may, "{first_code} to {last}");
    }
}

#[test]
fn another_clinics_entry_is_refused_by_name() {
    let (mut first, _) = founded();
    let mut entry = first.write(11, person(13));
    entry.tenant = [1; 16];
    assert_eq!(first.membership.apply([entry]), Err(WireError::Disagrees("tenant")));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn membership_is_a_function_of_the_set(
        script in proptest::collection::vec((0usize..4, 0u8..12, 0usize..4, any::<bool>()), 1..24),
        order: u64, cut in 0usize..40,
    ) {
        let (first, second) = founded();
        let mut third = Desk::new(3);
        let mut fourth = Desk::new(4);
        let mut desks = {
            let (mut first, mut second) = (first, second);
            first.write(11, enrol(3, 200, 299));
            first.write(11, person(13));
            second.see(&first);
            second.write(12, enrol(4, 110, 119));
            second.write(12, owner(13, true));
            first.see(&second);
            third.see(&first);
            fourth.see(&first);
            [first, second, third, fourth]
        };
        for (at, what, other, sees) in script {
            if sees {
                let from = desks[other].clone();
                desks[at].see(&from);
            }
            let by = [11, 12, 13, SHEET][at];
            let whose = 11 + other as u8;
            let act = match what {
                0 | 1 => revoke(1 + other as u8),
                2 => Act::Remove { user: user(whose) },
                3 | 4 => owner(whose, what == 3),
                5 => person(whose),
                6 => Act::User { user: user(whose), keys: keys(50 + other as u8), sign_in: vec![] },
                7 => enrol(30 + other as u8, 115, 116),
                8 => Act::Sheet { keys: PublicKeys { verifying: public(SHEET + other as u8), sealing: [1; 32] } },
                9 => Act::Close { chain: incarnation(1 + other as u8), at: Link { n: u64::from(what), hash: desks[at].at.hash } },
                _ => epoch(what + other as u8, &[1, 1 + other as u8]),
            };
            let by = if matches!(act, Act::Epoch { .. }) { 1 + at as u8 } else { by };
            desks[at].write(by, act);
        }
        let all: Vec<Entry> = desks.iter().flat_map(Desk::all).collect();
        let once = of(all.clone());
        prop_assert_eq!(said(&once), said(&of(shuffled(all.clone(), order))));
        // In two parts, the second of which brings what the first rests on.
        let mut parts = shuffled(all, order ^ 1);
        let later = parts.split_off(cut.min(parts.len()));
        let mut apart = of(parts);
        apart.apply(later).unwrap();
        prop_assert_eq!(said(&once), said(&apart));
        prop_assert!(once.lacking().is_empty());
        // Whatever happened, nobody came in who was given by none: every device and person is of the script.
        let known = |d: &Incarnation| d.0[0] <= 4 || (30..34).contains(&d.0[0]);
        prop_assert!(once.devices().all(|(d, _)| known(&d)));
    }

}

#[test]
fn a_thousand_entries_are_settled_at_once() {
    let (mut first, _) = founded();
    let mut entries = first.all();
    for i in 0..1000u32 {
        let unsigned = Entry { before: first.at, seen: vec![], act: person((i % 50) as u8 + 30), ..entries[0].clone() };
        let entry = Entry { by: public(11), ..unsigned }.signed(sign(11));
        first.at = entry.place();
        entries.push(entry);
    }
    let m = of(entries);
    assert_eq!(m.people().len(), 52);
}
