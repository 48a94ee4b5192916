//! What can go wrong below the clinic's rules.

use model::Fault;

use crate::damage::Damage;

/// A failure of the store. None holds patient data.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The password, PIN or words do not open what they should.
    #[error("wrong password")]
    WrongPassword,
    /// Nobody of that name can sign in here.
    #[error("nobody of that name")]
    NobodyOfThatName,
    /// The disk has no room for the write; nothing of it was kept.
    #[error("the disk is full")]
    DiskFull,
    /// Part of the profile is damaged.
    #[error("damage: {0}")]
    Damaged(Damage),
    /// There is a clinic here already.
    #[error("there is a clinic here already")]
    AlreadyThere,
    /// Another program has this profile open.
    #[error("the profile is open in another program")]
    ProfileOpen,
    /// The record does not exist.
    #[error("no such record")]
    NoSuchRecord,
    /// A stamp that was never handed out.
    #[error("the stamp is not one of ours")]
    BadStamp,
    /// A field that this version cannot read.
    #[error("field {field} of {record} was written by a newer version")]
    Newer {
        /// The record's name.
        record: &'static str,
        /// The field's number.
        field: u16,
    },
    /// The wire form of a transaction.
    #[error(transparent)]
    Wire(#[from] sync::WireError),
    /// The database.
    #[error("the database: {0}")]
    Sqlite(rusqlite::Error),
    /// A file.
    #[error("a file of the profile: {0}")]
    Io(std::io::Error),
    /// What was under way is not wanted any more.
    #[error("stopped")]
    Stopped,
    /// The rule of a command, passed through the transaction that it ended.
    #[error(transparent)]
    Refused(#[from] Fault),
}

/// The store's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl From<rusqlite::Error> for Error {
    fn from(e: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{DatabaseCorrupt, DiskFull, NotADatabase, OutOfMemory, SystemIoFailure};
        match e.sqlite_error_code() {
            Some(DiskFull) => Error::DiskFull,
            // SQLCipher answers a page whose code does not fit as if there were no memory for it.
            Some(DatabaseCorrupt | NotADatabase | OutOfMemory) => Error::Damaged(Damage::Page),
            Some(SystemIoFailure) if no_room(&e) => Error::DiskFull,
            _ if met_a_bad_page(&e) => Error::Damaged(Damage::Page),
            _ => Error::Sqlite(e),
        }
    }
}

/// After a page whose code does not fit, SQLCipher's connection is in an error of its own, without a word about
/// it; every error of our own SQL has one.
fn met_a_bad_page(e: &rusqlite::Error) -> bool {
    matches!(e, rusqlite::Error::SqliteFailure(e, Some(said)) if e.extended_code == rusqlite::ffi::SQLITE_ERROR && said == "SQL logic error")
}

/// SQLite reports a write-ahead log or its index that cannot grow as an IO error.
fn no_room(e: &rusqlite::Error) -> bool {
    use rusqlite::ffi::{SQLITE_IOERR_FSYNC, SQLITE_IOERR_SHMSIZE, SQLITE_IOERR_WRITE};
    matches!(
        e.sqlite_error().map(|e| e.extended_code),
        Some(SQLITE_IOERR_SHMSIZE | SQLITE_IOERR_WRITE | SQLITE_IOERR_FSYNC)
    )
}

impl From<std::io::Error> for Error {
    fn from(e: std::io::Error) -> Self {
        match e.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Error::DiskFull,
            _ => Error::Io(e),
        }
    }
}

impl From<Error> for Fault {
    fn from(e: Error) -> Self {
        match e {
            Error::WrongPassword => Fault::new("wrong-password"),
            Error::NobodyOfThatName => Fault::new("wrong-password"),
            Error::DiskFull => Fault::new("disk-full"),
            Error::Damaged(damage) => Fault::new(damage.code()),
            Error::AlreadyThere => Fault::new("clinic-exists"),
            Error::ProfileOpen => Fault::new("profile-open"),
            Error::Stopped => Fault::new("closing"),
            Error::NoSuchRecord => Fault::new("no-such-record"),
            Error::BadStamp => Fault::field("stamp", "field-stamp"),
            Error::Newer { .. } | Error::Wire(sync::WireError::Newer(_)) => Fault::new("newer"),
            Error::Wire(_) => Fault::new(Damage::Chain { n: 0 }.code()),
            Error::Sqlite(_) => Fault::new("database"),
            Error::Io(_) => Fault::new("file"),
            Error::Refused(fault) => fault,
        }
    }
}
