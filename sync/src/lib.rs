//! The log's wire form and the graph of versions: what every desk and the endpoint agree on.
//!
//! ```text
//! chain, transaction, version   what a device appends, and what of it is the value
//! head                          what a device and a person sign
//! pack, envelope                transactions sealed for the way
//! control, membership           who belongs to the clinic, and how everybody agrees on that
//! exchange, arrival             what peers say, and what becomes of a batch that has come
//! ```
//!
//! Sans-IO: bytes, times, keys and randomness are passed in. Every wire form lies in `golden/` as first written, and every
//! reader of one is bounded: what is declared allocates nothing.

pub mod arrival;
mod cbor;
pub mod chain;
pub mod control;
pub mod envelope;
pub mod exchange;
pub mod head;
pub mod membership;
mod pack;
pub mod transaction;
pub mod version;

pub use arrival::{Arrival, Held, Placed, Taken};
pub use chain::{ChainHash, Link};
pub use control::{Act, Codes, Entry, PublicKeys, control_chain, control_root};
pub use envelope::{Batch, Envelope, EpochId, Header, Original};
pub use exchange::{Have, Message, Note, Outcome, Tip};
pub use head::{SignedHead, act_payload};
pub use membership::{Device, Membership, Person};
pub use pack::LIMIT;
pub use transaction::{Base, Dep, Group, Op, Set, Stored, Subject, Transaction};
pub use version::{Incarnation, Stamp, Version, Versions};

/// Bytes that are not what their place calls for.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum WireError {
    /// They do not decode.
    #[error("the bytes do not decode")]
    Malformed,
    /// A format level that this version does not read.
    #[error("format level {0} is newer than this version of Nadi")]
    Newer(u64),
    /// A commitment, link or signature does not agree.
    #[error("the {0} does not agree")]
    Disagrees(&'static str),
    /// More than anybody has reason to send.
    #[error("the {0} is too large")]
    TooLarge(&'static str),
    /// Signed by one who is no member.
    #[error("the {0} is not enrolled")]
    Unknown(&'static str),
}

impl WireError {
    /// Its number, for a peer who is told of it.
    pub fn code(&self) -> u8 {
        match self {
            WireError::Malformed => 1,
            WireError::Newer(_) => 2,
            WireError::Disagrees(_) => 3,
            WireError::TooLarge(_) => 4,
            WireError::Unknown(_) => 5,
        }
    }
}

impl From<minicbor::decode::Error> for WireError {
    fn from(_: minicbor::decode::Error) -> Self {
        WireError::Malformed
    }
}
