//! Desks that write control chains, each seeing what it is shown.

use nadi_sync::{Act, Codes, Dep, Entry, EpochId, Incarnation, Link, Membership, PublicKeys, control_root};

use super::{TENANT, incarnation, public, sign};

/// The number of the recovery sheet's key; desk `i` has key `i`, person `p` key `p`.
pub const SHEET: u8 = 100;

pub fn keys(i: u8) -> PublicKeys {
    PublicKeys { verifying: public(i), sealing: [i; 32] }
}

pub fn user(i: u8) -> [u8; 16] {
    [i; 16]
}

/// One desk's control chain, and what it has seen of the others.
#[derive(Clone)]
pub struct Desk {
    pub device: Incarnation,
    pub at: Link,
    pub membership: Membership,
}

impl Desk {
    pub fn new(i: u8) -> Self {
        let device = incarnation(i);
        Self { device, at: control_root(&TENANT, &device), membership: Membership::new(TENANT, public(SHEET)) }
    }

    /// Writes an entry with the key of `by` that has seen all that the desk has.
    pub fn write(&mut self, by: u8, act: Act) -> Entry {
        let own = nadi_sync::control_chain(&TENANT, &self.device);
        let seen: Vec<Dep> = self
            .membership
            .heads()
            .into_iter()
            .filter(|d| d.version.incarnation != own || d.hash != self.at.hash)
            .collect();
        let unsigned = Entry {
            tenant: TENANT,
            device: self.device,
            before: self.at,
            wall: 1_795_410_000_000,
            seen,
            act,
            by: public(by),
            signature: [0; 64],
        };
        let entry = unsigned.signed(sign(by));
        self.at = entry.place();
        self.membership.apply([entry.clone()]).unwrap();
        entry
    }

    /// Sees what another has seen.
    pub fn see(&mut self, other: &Desk) {
        let theirs: Vec<Entry> = other.membership.entries().cloned().collect();
        self.membership.apply(theirs).unwrap();
    }

    pub fn all(&self) -> Vec<Entry> {
        self.membership.entries().cloned().collect()
    }
}

pub fn enrol(i: u8, first: u32, last: u32) -> Act {
    Act::Enrol { device: incarnation(i), keys: keys(i), letter: b'A' + i, codes: Codes { first, last } }
}

pub fn person(i: u8) -> Act {
    Act::User { user: user(i), keys: keys(i), sign_in: vec![i; 40] }
}

pub fn owner(i: u8, given: bool) -> Act {
    Act::Owner { user: user(i), given }
}

pub fn revoke(i: u8) -> Act {
    Act::Revoke { device: incarnation(i), at: Link { n: 9, hash: super::root(incarnation(i)).hash } }
}

/// A clinic of two desks: 1 with the founder 11, 2 with the second owner 12; both have seen all.
pub fn founded() -> (Desk, Desk) {
    let mut first = Desk::new(1);
    first.write(SHEET, enrol(1, 0, 2599));
    first.write(SHEET, person(11));
    first.write(SHEET, owner(11, true));
    first.write(11, enrol(2, 100, 199));
    first.write(11, person(12));
    first.write(11, owner(12, true));
    let mut second = Desk::new(2);
    second.see(&first);
    (first, second)
}

/// An epoch with boxes for these devices and for the sheet.
pub fn epoch(i: u8, to: &[u8]) -> Act {
    let boxes = to.iter().map(|t| (Some(incarnation(*t)), vec![i; 104])).chain([(None, vec![i; 104])]).collect();
    Act::Epoch { id: EpochId([i; 16]), boxes }
}
