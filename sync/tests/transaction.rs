//! A transaction's bytes.

use model::Value;
use nadi_sync::{Base, ChainHash, Dep, Group, Incarnation, Op, Set, Subject, Transaction, Version};
use proptest::prelude::*;

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::Int),
        ".{0,40}".prop_map(Value::Text),
        proptest::collection::vec(any::<u8>(), 0..40).prop_map(Value::Bytes),
    ]
}

fn subject() -> impl Strategy<Value = Subject> {
    (1u16..50, any::<[u8; 16]>()).prop_map(|(kind, id)| Subject { kind, id })
}

fn set() -> impl Strategy<Value = Set> {
    let base = prop_oneof![
        (1u64..9999).prop_map(Base::Own),
        (any::<[u8; 16]>(), 1u64..9999).prop_map(|(i, n)| Base::Other(Version { incarnation: Incarnation(i), n }))
    ];
    (1u16..100, value(), proptest::collection::vec(base, 0..3)).prop_map(|(field, value, bases)| Set {
        field,
        value,
        bases,
    })
}

fn group() -> impl Strategy<Value = Group> {
    let op = (subject(), proptest::collection::vec(set(), 0..4)).prop_map(|(record, sets)| Op { record, sets });
    prop_oneof![
        (any::<[u8; 16]>(), subject(), proptest::collection::vec(op, 0..3))
            .prop_map(|(salt, subject, ops)| Group::Open { salt, subject, ops }),
        any::<[u8; 32]>().prop_map(|h| Group::Erased(ChainHash(h))),
    ]
}

fn transaction() -> impl Strategy<Value = Transaction> {
    (
        1u64..9999,
        any::<i64>(),
        any::<i64>(),
        any::<[u8; 16]>(),
        "[a-z.]{1,20}",
        proptest::collection::vec(group(), 0..3),
    )
        .prop_map(|(n, wall, offset, user, command, groups)| Transaction {
            n,
            wall,
            offset,
            user,
            command,
            request: user,
            deps: vec![Dep { version: Version { incarnation: Incarnation(user), n }, hash: ChainHash([7; 32]) }],
            groups,
        })
}

proptest! {
    #[test]
    fn what_is_written_is_read(tx in transaction()) {
        let stored = tx.encode();
        prop_assert_eq!(&Transaction::decode(&stored.header, &stored.groups).unwrap(), &tx);
        prop_assert_eq!(Transaction::commitments(&stored.groups).unwrap(), stored.commitments);
    }

    #[test]
    fn no_bytes_make_the_reader_panic(header in proptest::collection::vec(any::<u8>(), 0..200), groups in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = Transaction::decode(&header, &groups);
        let _ = Transaction::commitments(&groups);
    }
}

#[test]
fn the_wire_form_is_the_one_that_was_written_first() {
    let subject = Subject { kind: 10, id: [1; 16] };
    let tx = Transaction {
        n: 2,
        wall: 1_795_410_000_000,
        offset: 0,
        user: [2; 16],
        command: "patients.register".into(),
        request: [3; 16],
        deps: vec![],
        groups: vec![Group::Open {
            salt: [4; 16],
            subject,
            ops: vec![Op {
                record: subject,
                sets: vec![Set { field: 2, value: Value::Text("Asha".into()), bases: vec![Base::Own(1)] }],
            }],
        }],
    };
    let stored = tx.encode();
    let hex: String = stored.header.iter().chain(&stored.groups).map(|b| format!("{b:02x}")).collect();
    assert_eq!(hex, include_str!("../golden/transaction.hex").trim());
}
