//! The chain's hashes: each covers all before it, and tells nothing about any content.

use sha2::{Digest, Sha256};

use crate::version::Incarnation;

/// A SHA-256 hash: of a chain at a position, or of a salted group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ChainHash(pub [u8; 32]);

/// One position of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// How many transactions the chain has here.
    pub n: u64,
    /// The hash over all of them.
    pub hash: ChainHash,
}

impl Link {
    /// The place before the first transaction.
    pub fn root(tenant: &[u8; 16], incarnation: &Incarnation) -> Self {
        Self { n: 0, hash: ChainHash(hash(b"nadi chain 1", &[tenant, &incarnation.0])) }
    }

    /// The place after one more transaction: `H(prev ‖ header ‖ c₁…cₖ)`.
    pub fn next(&self, header: &[u8], commitments: &[ChainHash]) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(b"nadi transaction 1");
        hasher.update(self.hash.0);
        hasher.update((header.len() as u64).to_be_bytes());
        hasher.update(header);
        for commitment in commitments {
            hasher.update(commitment.0);
        }
        Self { n: self.n + 1, hash: ChainHash(hasher.finalize().into()) }
    }
}

/// `H(salt ‖ group)`: with the salt gone, nobody can test a guess of the content.
pub fn commitment(salt: &[u8], group: &[u8]) -> ChainHash {
    ChainHash(hash(b"nadi group 1", &[salt, group]))
}

pub(crate) fn hash(domain: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(domain);
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().into()
}
