//! A made-up clinic's keys, transactions and batches.
#![allow(dead_code, missing_docs, unreachable_pub, clippy::unwrap_used)]

pub mod desks;
pub mod peer;
pub mod readers;

use std::sync::LazyLock;

use ed25519_dalek::{Signer, SigningKey};
use model::Value;
use nadi_sync::{
    Base, Batch, Dep, Envelope, Group, Incarnation, Link, Op, Set, Subject, Transaction, Version, act_payload,
};

pub const TENANT: [u8; 16] = [7; 16];
pub const KEY: [u8; 32] = [8; 32];

pub fn incarnation(i: u8) -> Incarnation {
    Incarnation([i; 16])
}

/// The key of a device, a person, a recovery sheet: whoever is meant by the number.
pub fn pair(i: u8) -> SigningKey {
    static PAIRS: LazyLock<Vec<SigningKey>> =
        LazyLock::new(|| (0..=255).map(|i| SigningKey::from_bytes(&[i; 32])).collect());
    PAIRS[usize::from(i)].clone()
}

pub fn public(i: u8) -> [u8; 32] {
    pair(i).verifying_key().to_bytes()
}

pub fn sign(i: u8) -> impl Fn(&[u8]) -> [u8; 64] {
    move |payload| pair(i).sign(payload).to_bytes()
}

/// Bytes that look random and are always the same.
pub struct Noise(pub u64);

impl Noise {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        std::array::from_fn(|_| self.next() as u8)
    }

    /// A UUIDv7 of a moment.
    pub fn id(&mut self, at: i64) -> [u8; 16] {
        let mut id: [u8; 16] = self.bytes();
        id[..6].copy_from_slice(&at.to_be_bytes()[2..]);
        id
    }

    pub fn of<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

/// One field of one record edited.
pub fn edit(n: u64, text: &str, deps: Vec<Dep>) -> Transaction {
    let mut noise = Noise(n);
    let wall = 1_795_410_000_000 + n as i64 * 40_000;
    let subject = Subject { kind: 10, id: noise.id(wall - 900_000) };
    let sets = vec![Set { field: 9, value: Value::Text(text.into()), bases: vec![Base::Own(n.saturating_sub(1))] }];
    let ops = vec![Op { record: subject, sets }];
    let groups = vec![Group::Open { salt: noise.bytes(), subject, ops }];
    let (user, request) = ([5; 16], noise.bytes());
    Transaction { n, wall, offset: 0, user, command: "patients.edit".into(), request, deps, groups }
}

/// A batch of transactions on top of a place, signed by the person too where `act` says so.
pub fn batch(of: Incarnation, before: Link, transactions: &[Transaction], act: Option<u8>) -> Batch {
    let stored = transactions.iter().map(Transaction::encode).collect();
    let mut batch = Batch { tenant: TENANT, incarnation: of, before, transactions: stored, acts: vec![] };
    if let Some(person) = act {
        let last = batch.last();
        batch.acts.push((last.n, sign(person)(&act_payload(&TENANT, &of, &last.hash))));
    }
    batch
}

pub fn root(of: Incarnation) -> Link {
    Link::root(&TENANT, &of)
}

/// A batch of three, one of them answered for, that rests on a place of another chain.
pub fn small_batch() -> Batch {
    let dep = Dep { version: Version { incarnation: incarnation(2), n: 4 }, hash: root(incarnation(2)).hash };
    let three = [edit(1, "Wai", vec![]), edit(2, "Satara", vec![dep]), edit(3, "Karad", vec![])];
    batch(incarnation(1), root(incarnation(1)), &three, Some(5))
}

pub fn seal(batch: &Batch, device: u8) -> Envelope {
    Envelope::seal(batch, &KEY, [3; 24], None, sign(device)).unwrap()
}

/// The bytes of a golden file. One that is not there yet is written first, for a person to look at.
pub fn golden(name: &str, now: &[u8]) -> Vec<u8> {
    let path = format!("{}/golden/{name}.hex", env!("CARGO_MANIFEST_DIR"));
    let Ok(hex) = std::fs::read_to_string(&path) else {
        let hex: String = now.iter().map(|b| format!("{b:02x}")).collect();
        std::fs::write(&path, hex).unwrap();
        panic!("{path} is written for the first time: look at it and keep it");
    };
    let hex = hex.trim();
    (0..hex.len()).step_by(2).map(|i| u8::from_str_radix(&hex[i..i + 2], 16).unwrap()).collect()
}
