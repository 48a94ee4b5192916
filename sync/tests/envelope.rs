//! Sealed batches: their sizes, their wire form, and that nothing about them can be changed.

mod made;

use made::*;

use model::Value;
use nadi_sync::{
    Batch, Dep, Envelope, Group, Incarnation, Op, Original, Set, SignedHead, Subject, Transaction, Version, WireError,
};
use proptest::prelude::*;

fn device(of: &Incarnation) -> Option<[u8; 32]> {
    (of.0[0] < 10).then(|| public(of.0[0]))
}

/// What a receiver does with bytes.
fn received(bytes: &[u8]) -> Result<Batch, WireError> {
    let envelope = Envelope::decode(bytes)?;
    envelope.verify(device)?;
    envelope.open(&KEY)
}

/// A check-in as this program writes it: patient, visit, charge, bill, its line, receipt, payment.
fn check_in(noise: &mut Noise, n: u64) -> Transaction {
    let wall = 1_795_410_000_000 + n as i64 * 61_337;
    let patient = Subject { kind: 10, id: noise.id(wall) };
    let text = |s: String| Value::Text(s);
    let name = noise.of(&["Asha", "Ravi", "Sunita", "Mahesh", "Farida", "Ganesh", "Lata", "Imran"]);
    let family = noise.of(&["Patil", "Jadhav", "Shaikh", "Kulkarni", "More", "Pawar", "Deshmukh"]);
    let fee = Value::Int(noise.below(5) as i64 * 5_000 + 20_000);
    let rest = |noise: &mut Noise| {
        [
            Value::Bytes(patient.id.to_vec()),
            Value::Bytes(vec![5; 16]),
            Value::Int(wall),
            text(noise.of(&["new", "follow_up"]).into()),
        ]
    };
    let mut ops = Vec::new();
    let mut row = |kind, id, values: Vec<Value>| {
        let sets = (1..).zip(values).map(|(field, value)| Set { field, value, bases: vec![] }).collect();
        ops.push(Op { record: Subject { kind, id }, sets });
    };
    let phone = noise.bytes::<38>().to_vec();
    row(
        10,
        patient.id,
        vec![
            text(format!("A1-{n:06}")),
            text(format!("{name} {family}")),
            text("female".into()),
            text(format!("19{}", 40 + noise.below(60))),
            Value::Bytes(phone),
            text(noise.of(&["Wai", "Satara", "Karad", "Koregaon"]).into()),
        ],
    );
    for (kind, more) in [
        (
            13,
            vec![
                text("A".into()),
                Value::Int(n as i64 % 90),
                text("waiting".into()),
                text(noise.of(&["fever", "cough", "follow up", "pain in the knee", "BP"]).into()),
            ],
        ),
        (30, vec![fee.clone(), text("Consultation".into())]),
        (31, vec![text(format!("A1B/2627/{n:06}")), fee.clone(), text("Consultation".into()), text("999312".into())]),
        (32, vec![fee.clone(), Value::Int(1)]),
        (33, vec![text(format!("A1R/2627/{n:06}")), fee.clone()]),
        (34, vec![text("cash".into()), fee]),
    ] {
        let values = rest(noise).into_iter().chain(more).collect();
        row(kind, noise.id(wall), values);
    }
    let groups = vec![Group::Open { salt: noise.bytes(), subject: patient, ops }];
    Transaction {
        n,
        wall,
        offset: 0,
        user: [5; 16],
        command: "visits.check_in".into(),
        request: noise.bytes(),
        deps: vec![],
        groups,
    }
}

#[test]
fn a_row_in_a_full_batch_takes_55_bytes_at_most() {
    let mut noise = Noise(1);
    let of = incarnation(1);
    for count in [8, 64, 500] {
        let transactions: Vec<_> = (1..=count).map(|n| check_in(&mut noise, n)).collect();
        let batch = batch(of, root(of), &transactions, None);
        let raw: usize = batch.transactions.iter().map(|t| t.header.len() + t.groups.len()).sum();
        let wire = seal(&batch, 1).encode().len();
        let rows = 7 * count as usize;
        println!("{count} check-ins, {rows} rows: {raw} B raw, {wire} B sealed, {} B a row", wire / rows);
        assert!(count < 64 || wire <= 55 * rows);
    }
}

#[test]
fn a_single_edit_that_rests_on_two_other_desks_takes_512_bytes() {
    let of = incarnation(1);
    for others in 0..=4u8 {
        let deps = (0..others).map(|i| {
            let version = Version { incarnation: Incarnation(Noise(u64::from(i)).bytes()), n: 40_000 };
            Dep { version, hash: root(version.incarnation).hash }
        });
        let edit = edit(40_001, "12, Tilak Road, near the old post office", deps.collect());
        let mut before = root(of);
        before.n = 40_000;
        for act in [None, Some(5)] {
            let wire = seal(&batch(of, before, std::slice::from_ref(&edit), act), 1).encode().len();
            println!("one edit that rests on {others} other desks, signed {}: {wire} B", act.is_some());
            assert!(wire <= 512 || others > 2 || act.is_some() && others > 0);
        }
    }
}

#[test]
fn any_byte_flipped_is_refused() {
    let batch = small_batch();
    let bytes = seal(&batch, 1).encode();
    assert_eq!(received(&bytes).unwrap(), batch);
    for at in 0..bytes.len() {
        for bit in [1, 0x80] {
            let mut flipped = bytes.clone();
            flipped[at] ^= bit;
            assert!(received(&flipped).is_err(), "byte {at}");
        }
    }
    for short in [0, 1, 100, bytes.len() - 1] {
        assert!(received(&bytes[..short]).is_err());
    }
}

#[test]
fn the_name_of_a_refusal_says_what_was_changed() {
    let envelope = seal(&small_batch(), 1);
    assert_eq!(envelope.open(&[9; 32]), Err(WireError::Disagrees("epoch")));
    let mut other = envelope.clone();
    other.header.tenant = [9; 16];
    assert_eq!(other.open(&KEY), Err(WireError::Disagrees("seal")));
    assert_eq!(other.verify(device), Err(WireError::Disagrees("device's signature")));
    other.header.incarnation = incarnation(11);
    assert_eq!(other.verify(device), Err(WireError::Unknown("device")));
    let huge = vec![0; nadi_sync::LIMIT + 1];
    assert_eq!(Envelope::decode(&huge), Err(WireError::TooLarge("batch")));
}

#[test]
fn a_member_with_the_key_cannot_say_one_thing_outside_and_another_inside() {
    let (batch, envelope) = (small_batch(), seal(&small_batch(), 1));
    let raw = |wire: &[u8]| readers::inside(wire)[1].clone();
    let opened = |wire: &[u8], raw: &[u8]| {
        Envelope::decode(&readers::forged(wire, &readers::pack(wire, raw))).unwrap().open(&KEY)
    };
    let wire = envelope.encode();
    assert_eq!(opened(&wire, &raw(&wire)).unwrap(), batch);
    let mut other = batch.clone();
    other.transactions[0] = edit(1, "Pune", vec![]).encode();
    assert_eq!(opened(&wire, &raw(&seal(&other, 1).encode())), Err(WireError::Disagrees("chain")));
    let mut hidden = envelope.clone();
    hidden.header.deps.clear();
    let refused = Err(WireError::Disagrees("places that it rests on"));
    assert_eq!(opened(&hidden.encode(), &raw(&wire)), refused);
    let longer = [raw(&wire), vec![0]].concat();
    assert_eq!(opened(&wire, &longer), Err(WireError::Malformed));
}

#[test]
fn one_header_has_one_form() {
    let wire = seal(&small_batch(), 1).encode();
    // The first transaction is 1, which takes one byte.
    let at = 1 + 1 + 17 + 17;
    assert_eq!(wire[at], 1);
    let wider = [&wire[..at], &[0x18], &wire[at..]].concat();
    assert_eq!(Envelope::decode(&wider), Err(WireError::Malformed));
}

#[test]
fn a_range_sealed_again_keeps_its_authors_head() {
    let batch = small_batch();
    let first = seal(&batch, 1);
    let SignedHead { from, deps, envelope, signature, .. } = first.head();
    let original = Original { from, deps, envelope, signature, sealer: incarnation(2) };
    let again = Envelope::seal(&batch, &[9; 32], [4; 24], Some(original), sign(2)).unwrap();
    let mut read = Envelope::decode(&again.encode()).unwrap();
    assert_eq!(read, again);
    assert_eq!(read.verify(device), Ok(()));
    assert_eq!(read.head(), first.head());
    assert_eq!(read.open(&[9; 32]).unwrap(), batch);
    let first_bytes = golden("envelope-again", &again.encode());
    assert_eq!(Envelope::decode(&first_bytes).unwrap().open(&[9; 32]).unwrap(), batch);
    // Only its sealer can have sealed it.
    read.header.original.as_mut().unwrap().sealer = incarnation(3);
    assert_eq!(read.verify(device), Err(WireError::Disagrees("sealer's signature")));
}

#[test]
fn what_was_sealed_first_still_opens() {
    // A newer zstd may pack otherwise, so that only opening is held.
    let bytes = golden("envelope", &seal(&small_batch(), 1).encode());
    let envelope = Envelope::decode(&bytes).unwrap();
    assert_eq!(envelope.encode(), bytes);
    assert_eq!(received(&bytes).unwrap(), small_batch());
}

#[test]
fn a_group_erased_since_leaves_the_batch_whole() {
    let mut batch = small_batch();
    let mut second = Transaction::decode(&batch.transactions[1].header, &batch.transactions[1].groups).unwrap();
    second.groups = vec![Group::Erased(batch.transactions[1].commitments[0])];
    batch.transactions[1] = second.encode();
    assert_eq!(batch.last(), small_batch().last());
    assert_eq!(received(&seal(&batch, 1).encode()).unwrap(), batch);
}

proptest! {
    #[test]
    fn what_is_sealed_is_opened(seed in any::<u64>(), count in 1u64..20, text in ".{0,600}", key: [u8; 32]) {
        let mut noise = Noise(seed);
        let of = Incarnation([1; 16]);
        let transactions: Vec<_> = (1..=count)
            .map(|n| if n % 2 == 0 { edit(n, &text, vec![]) } else { check_in(&mut noise, n) })
            .collect();
        let batch = batch(of, root(of), &transactions, None);
        let envelope = Envelope::seal(&batch, &key, noise.bytes(), None, sign(1)).unwrap();
        let bytes = envelope.encode();
        prop_assert!(bytes.len() >= 512);
        let read = Envelope::decode(&bytes).unwrap();
        prop_assert_eq!(&read, &envelope);
        prop_assert_eq!(read.verify(device), Ok(()));
        prop_assert_eq!(read.open(&key).unwrap(), batch);
    }
}
