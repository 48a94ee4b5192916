//! The wire form of control entries.
#![allow(clippy::unwrap_used)]

mod made;

use made::desks::*;
use made::{TENANT, golden, incarnation, sign};
use nadi_sync::{Act, Entry, Link, WireError, control_root};
use proptest::prelude::*;

fn every_act() -> Vec<(&'static str, Act)> {
    let at = Link { n: 4_000, hash: control_root(&TENANT, &incarnation(3)).hash };
    vec![
        ("enrol", enrol(3, 200, 299)),
        ("follow", Act::Follow { former: incarnation(2), keys: keys(3) }),
        ("revoke", Act::Revoke { device: incarnation(3), at }),
        ("close", Act::Close { chain: incarnation(3), at }),
        ("epoch", epoch(3, &[1, 2])),
        ("user", person(14)),
        ("remove", Act::Remove { user: user(14) }),
        ("owner-given", owner(14, true)),
        ("owner-taken", owner(14, false)),
        ("sheet", Act::Sheet { keys: keys(101) }),
    ]
}

#[test]
fn the_entries_are_written_as_they_were_first_and_refuse_any_flipped_byte() {
    let (mut first, second) = founded();
    first.see(&second);
    for (name, act) in every_act() {
        let mut desk = first.clone();
        let entry = desk.write(11, act);
        let bytes = entry.encode();
        assert_eq!(golden(&format!("entry-{name}"), &bytes), bytes, "{:?}", entry.act);
        assert_eq!(Entry::decode(&bytes).unwrap(), entry);
        for at in 0..bytes.len() {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1;
            assert!(Entry::decode(&flipped).is_err(), "{:?} byte {at}", entry.act);
        }
    }
}

#[test]
fn an_entry_has_one_form() {
    let (first, _) = founded();
    let bytes = first.all()[0].encode();
    let at = 1 + 13 + 1 + 17 + 17;
    assert_eq!(bytes[at], 1);
    let payload = [&bytes[..at], &[0x18], &bytes[at..bytes.len() - 64]].concat();
    let wider = [payload.as_slice(), &sign(SHEET)(&payload)].concat();
    assert_eq!(Entry::decode(&wider), Err(WireError::Malformed));
}

proptest! {
    #[test]
    fn no_bytes_make_the_entry_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = Entry::decode(&bytes);
    }
}
