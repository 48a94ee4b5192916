//! Peers that lose, repeat and disorder what they say end with the same; and what they say is as it was said first.
#![allow(clippy::unwrap_used)]

mod made;

use made::desks::{Desk, enrol, founded};
use made::peer::Peer;
use made::{Noise, TENANT, golden, incarnation, public, root, sign, small_batch};
use nadi_sync::{Dep, Have, Incarnation, Link, Message, Note, Outcome, Tip, Version, WireError};
use proptest::prelude::*;

/// Peers of devices 1 to `count`; the control chain is known to the first alone.
fn peers(count: u8) -> Vec<Peer> {
    let (mut first, _) = founded();
    first.write(11, enrol(3, 200, 299));
    first.write(11, enrol(4, 300, 399));
    let known = |i| if i == 1 { first.membership.clone() } else { Desk::new(i).membership };
    (1..=count).map(|i| Peer::new(i, known(i))).collect()
}

/// Everyone tells everyone until nobody has more to say.
fn settle(peers: &mut [Peer]) {
    for _ in 0..40 {
        let mut said = 0;
        for a in 0..peers.len() {
            for b in (0..peers.len()).filter(|b| *b != a) {
                let mut open = vec![(b, Message::Have { have: peers[a].have(), note: None })];
                while let Some((to, message)) = open.pop() {
                    let other = if to == a { b } else { a };
                    let answers = peers[to].hear(Message::decode(&message.encode()).unwrap());
                    said += answers.len();
                    open.extend(answers.into_iter().map(|m| (other, m)));
                }
            }
        }
        if said == 0 {
            return;
        }
    }
    panic!("they never end");
}

/// Work, with a network that loses a third, repeats a third and keeps no order.
fn work(peers: &mut Vec<Peer>, noise: &mut Noise, steps: usize, copy_at: usize) {
    let mut wire: Vec<(usize, usize, Vec<u8>)> = Vec::new();
    for step in 0..steps {
        if step == copy_at {
            let copy = peers[noise.below(peers.len())].clone();
            peers.push(copy);
        }
        let at = noise.below(peers.len());
        match noise.below(4) {
            0 if peers[at].members.device(&incarnation(peers[at].device)).is_some() => {
                peers[at].write(&format!("{step} at {at}"))
            }
            1 => {
                let to = noise.below(peers.len());
                wire.push((at, to, Message::Have { have: peers[at].have(), note: None }.encode()));
            }
            _ if !wire.is_empty() => {
                let i = noise.below(wire.len());
                let (from, to, bytes) = wire[i].clone();
                if noise.below(3) > 0 {
                    wire.swap_remove(i);
                }
                if noise.below(3) > 0 {
                    let answers = peers[to].hear(Message::decode(&bytes).unwrap());
                    wire.extend(answers.into_iter().map(|m| (to, from, m.encode())));
                }
            }
            _ => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn peers_end_with_the_same(seed: u64, count in 2u8..5, steps in 20usize..160, copied: bool) {
        let mut noise = Noise(seed);
        let mut all = peers(count);
        work(&mut all, &mut noise, steps, if copied { steps / 3 } else { usize::MAX });
        settle(&mut all);
        for peer in &all {
            prop_assert_eq!(peer.have(), all[0].have());
            prop_assert_eq!(peer.have().tag(), all[0].have().tag());
            prop_assert_eq!(peer.have().missing(&all[0].have()), vec![]);
        }
    }

    #[test]
    fn no_bytes_make_the_readers_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = Message::decode(&bytes);
        let _ = Note::decode(&bytes);
    }
}

#[test]
fn a_copied_profile_splits_the_chain_for_all_alike() {
    let mut all = peers(3);
    settle(&mut all);
    for text in ["one", "two", "three"] {
        all[1].write(text);
    }
    settle(&mut all);
    let mut copy = all[1].clone();
    for text in ["four", "five"] {
        all[1].write(text);
        copy.write(&format!("not {text}"));
    }
    all.push(copy);
    settle(&mut all);
    let have = all[0].have();
    assert!(all.iter().all(|p| p.have() == have));
    let tips: Vec<u64> = have.iter().filter(|(_, tip)| tip.from == 4).map(|(_, tip)| tip.at.n).collect();
    assert_eq!(tips, [5, 5]);
    assert_eq!(have.get(&incarnation(2)).unwrap().at.n, 3);
    // Both go on, each in its branch.
    all[1].write("six");
    all[3].write("not six");
    all[3].write("nor seven");
    settle(&mut all);
    let have = all[2].have();
    assert!(all.iter().all(|p| p.have() == have));
    let mut tips: Vec<u64> = have.iter().filter(|(_, tip)| tip.from == 4).map(|(_, tip)| tip.at.n).collect();
    tips.sort_unstable();
    assert_eq!(tips, [6, 7]);
}

fn have() -> Have {
    let mut have = Have::default();
    for i in [9, 1, 200] {
        have.put(incarnation(i), Tip { from: 1, at: Link { n: u64::from(i) * 100, hash: root(incarnation(i)).hash } });
    }
    have
}

fn note() -> Note {
    let (device, number, wall) = (incarnation(1), 7, 1_795_410_000_000);
    Note { tenant: TENANT, device, number, wall, have: have(), signature: [0; 64] }.signed(sign(1))
}

fn messages() -> Vec<(&'static str, Message)> {
    let hash = root(incarnation(1)).hash;
    let dep = Dep { version: Version { incarnation: incarnation(1), n: 300 }, hash };
    let (first, _) = founded();
    let entries = first.all().iter().map(nadi_sync::Entry::encode).take(2).collect();
    let outcomes = vec![
        Outcome::Stored,
        Outcome::Known,
        Outcome::Need(vec![dep]),
        Outcome::Branch { at: 4, here: hash, first: hash },
        Outcome::Refused(WireError::Malformed.code()),
    ];
    vec![
        ("have", Message::Have { have: have(), note: Some(note()) }),
        ("have-bare", Message::Have { have: Have::default(), note: None }),
        ("need", Message::Need(vec![dep, dep])),
        ("pull", Message::Pull { have: have(), most: 1 << 20 }),
        ("push", Message::Push { entries, batches: vec![golden("envelope", &made::seal(&small_batch(), 1).encode())] }),
        ("answer", Message::Answer(outcomes)),
    ]
}

#[test]
fn the_messages_are_written_as_they_were_first() {
    for (name, message) in messages() {
        let bytes = message.encode();
        assert_eq!(golden(&format!("message-{name}"), &bytes), bytes, "{name}");
        assert_eq!(Message::decode(&bytes).unwrap(), message);
        assert!(Message::decode(&[bytes.as_slice(), &[0]].concat()).is_err());
        for end in 0..bytes.len() {
            assert!(Message::decode(&bytes[..end]).is_err(), "{name} cut off at {end}");
        }
    }
    let newer = [0x83, 2, 2, 0x80];
    assert_eq!(Message::decode(&newer), Err(WireError::Newer(2)));
}

#[test]
fn lists_beyond_reason_are_refused_and_allocate_nothing() {
    for (kind, what) in [(2u8, "list of places"), (4, "list of entries"), (5, "answer")] {
        let parts = if kind == 4 { 0x84 } else { 0x83 };
        let bytes = [parts, 1, kind, 0x9b, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff];
        assert_eq!(Message::decode(&bytes), Err(WireError::TooLarge(what)));
    }
    // One chain said twice.
    let twice = [2, 1].map(|n| [&[0x84, 0x50], [9; 16].as_slice(), &[1, n, 0x58, 32], &[7; 32]].concat()).concat();
    let bytes = [&[0x84, 1, 3, 0x82], twice.as_slice(), &[0]].concat();
    assert_eq!(Message::decode(&bytes), Err(WireError::Malformed));
}

#[test]
fn a_note_is_its_devices_and_no_byte_of_it_changes() {
    let bytes = note().encode();
    assert_eq!(Note::decode(&bytes).unwrap(), note());
    for at in 0..bytes.len() {
        let mut flipped = bytes.clone();
        flipped[at] ^= 1;
        let refused = Note::decode(&flipped).and_then(|n| n.verify(&public(1)));
        assert!(refused.is_err(), "byte {at}");
    }
    assert_eq!(note().verify(&public(2)), Err(WireError::Disagrees("note's signature")));
}

#[test]
fn what_is_missing_is_what_lies_above_and_all_of_a_chain_that_disagrees() {
    let mut theirs = have();
    assert_eq!(have().missing(&theirs), []);
    let behind = |n, i: u8| Tip { from: 1, at: Link { n, hash: root(incarnation(i)).hash } };
    theirs.put(incarnation(9), behind(850, 9));
    theirs.put(incarnation(200), behind(99_999, 200));
    theirs.put(incarnation(1), behind(100, 2));
    let missing = have().missing(&theirs);
    let shown: Vec<(u8, u64, u64)> = missing.iter().map(|r| (r.chain.0[0], r.from, r.to)).collect();
    assert_eq!(shown, [(1, 1, 100), (9, 851, 900)]);
    assert_ne!(have().tag(), theirs.tag());
    assert_eq!(have().missing(&Have::default()).len(), 3);
    assert!(have().get(&Incarnation([3; 16])).is_none());
}
