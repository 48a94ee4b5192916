//! What a device signs (heads of its chain) and what a person signs (acts to answer for).

use ed25519_dalek::{Signature, VerifyingKey};

use crate::WireError;
use crate::cbor::{write_deps, written};
use crate::chain::{ChainHash, hash};
use crate::transaction::Dep;
use crate::version::Incarnation;

/// A device's signature over its chain up to a place: one covers all before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedHead {
    /// The tenant.
    pub tenant: [u8; 16],
    /// The chain.
    pub incarnation: Incarnation,
    /// The first transaction covered that the previous head did not cover.
    pub from: u64,
    /// The last one covered.
    pub to: u64,
    /// The chain's hash there.
    pub hash: ChainHash,
    /// Positions of other chains applied by then.
    pub deps: Vec<Dep>,
    /// Digest of the sealed envelope that carries the range; of nothing where none was made yet.
    pub envelope: ChainHash,
    /// Ed25519 over [`SignedHead::payload`].
    pub signature: [u8; 64],
}

impl SignedHead {
    /// The bytes that are signed.
    pub fn payload(&self) -> Vec<u8> {
        written(|e| {
            e.array(8)?.str("nadi head 1")?.bytes(&self.tenant)?.bytes(&self.incarnation.0)?.u64(self.from)?;
            e.u64(self.to)?.bytes(&self.hash.0)?;
            write_deps(e, &self.deps)?;
            e.bytes(&self.envelope.0)?.ok()
        })
    }

    /// Checks the device's signature.
    ///
    /// # Errors
    /// [`WireError::Disagrees`] where the key is none or did not sign this.
    pub fn verify(&self, device: &[u8; 32]) -> Result<(), WireError> {
        check(device, &self.payload(), &self.signature, "device's signature")
    }

    /// The digest of no envelope.
    pub fn no_envelope() -> ChainHash {
        ChainHash(hash(b"nadi envelope 1", &[]))
    }
}

/// The bytes that a person signs to answer for a transaction: its chain hash, bound to tenant and chain.
pub fn act_payload(tenant: &[u8; 16], incarnation: &Incarnation, at: &ChainHash) -> Vec<u8> {
    [b"nadi act 1".as_slice(), tenant, &incarnation.0, &at.0].concat()
}

/// Checks a person's signature over a transaction.
///
/// # Errors
/// [`WireError::Disagrees`] where the key is none or did not sign this.
pub fn verify_act(user: &[u8; 32], payload: &[u8], signature: &[u8; 64]) -> Result<(), WireError> {
    check(user, payload, signature, "person's signature")
}

pub(crate) fn check(key: &[u8; 32], payload: &[u8], signature: &[u8; 64], what: &'static str) -> Result<(), WireError> {
    let key = VerifyingKey::from_bytes(key).map_err(|_| WireError::Disagrees(what))?;
    key.verify_strict(payload, &Signature::from_bytes(signature)).map_err(|_| WireError::Disagrees(what))
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::{Signer, SigningKey};

    use super::*;

    #[test]
    fn a_head_moved_by_one_is_not_the_one_signed() {
        let key = SigningKey::from_bytes(&[9; 32]);
        let mut head = SignedHead {
            tenant: [1; 16],
            incarnation: Incarnation([2; 16]),
            from: 1,
            to: 4,
            hash: ChainHash([3; 32]),
            deps: vec![],
            envelope: SignedHead::no_envelope(),
            signature: [0; 64],
        };
        head.signature = key.sign(&head.payload()).to_bytes();
        let device = key.verifying_key().to_bytes();
        assert_eq!(head.verify(&device), Ok(()));
        head.to = 5;
        assert_eq!(head.verify(&device), Err(WireError::Disagrees("device's signature")));
    }
}
