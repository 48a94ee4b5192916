//! The few CBOR shapes that the wire forms share.

use std::convert::Infallible;

use minicbor::encode::{Error, Write};
use minicbor::{Decoder, Encoder};

use crate::WireError;
use crate::chain::ChainHash;
use crate::transaction::Dep;
use crate::version::{Incarnation, Version};

/// No message names more places than this.
pub(crate) const DEPS: u64 = 4096;

pub(crate) type Memory = Encoder<Vec<u8>>;

/// The bytes that `write` writes.
pub(crate) fn written(write: impl FnOnce(&mut Memory) -> Result<(), Error<Infallible>>) -> Vec<u8> {
    let mut e = Encoder::new(Vec::with_capacity(160));
    infallible(write(&mut e));
    e.into_writer()
}

/// Writing CBOR into memory has no way to fail.
pub(crate) fn infallible<E>(result: Result<(), E>) {
    debug_assert!(result.is_ok());
}

fn write_dep<W: Write>(e: &mut Encoder<W>, dep: &Dep) -> Result<(), Error<W::Error>> {
    e.array(3)?.bytes(&dep.version.incarnation.0)?.u64(dep.version.n)?.bytes(&dep.hash.0)?.ok()
}

pub(crate) fn write_deps<W: Write>(e: &mut Encoder<W>, deps: &[Dep]) -> Result<(), Error<W::Error>> {
    e.array(deps.len() as u64)?;
    deps.iter().try_for_each(|dep| write_dep(e, dep))
}

fn read_dep(d: &mut Decoder<'_>) -> Result<Dep, WireError> {
    array(d, 3)?;
    let version = Version { incarnation: incarnation(d)?, n: d.u64()? };
    Ok(Dep { version, hash: chain_hash(d)? })
}

pub(crate) fn read_deps(d: &mut Decoder<'_>) -> Result<Vec<Dep>, WireError> {
    list(d, DEPS, "list of places", read_dep)
}

/// A list of at most `most`; what is declared allocates nothing.
pub(crate) fn list<'b, T>(
    d: &mut Decoder<'b>,
    most: u64,
    what: &'static str,
    mut read: impl FnMut(&mut Decoder<'b>) -> Result<T, WireError>,
) -> Result<Vec<T>, WireError> {
    let count = d.array()?.ok_or(WireError::Malformed)?;
    if count > most {
        return Err(WireError::TooLarge(what));
    }
    (0..count).map(|_| read(d)).collect()
}

/// The head of an array of just `count` parts.
pub(crate) fn array(d: &mut Decoder<'_>, count: u64) -> Result<(), WireError> {
    if d.array()? == Some(count) { Ok(()) } else { Err(WireError::Malformed) }
}

/// Bytes of at most `most`.
pub(crate) fn bytes(d: &mut Decoder<'_>, most: usize, what: &'static str) -> Result<Vec<u8>, WireError> {
    let bytes = d.bytes()?;
    if bytes.len() > most { Err(WireError::TooLarge(what)) } else { Ok(bytes.to_vec()) }
}

/// A format level, which must be the one that this version reads.
pub(crate) fn level(d: &mut Decoder<'_>, ours: u64) -> Result<(), WireError> {
    match d.u64()? {
        level if level == ours => Ok(()),
        0 => Err(WireError::Malformed),
        newer => Err(WireError::Newer(newer)),
    }
}

pub(crate) fn incarnation(d: &mut Decoder<'_>) -> Result<Incarnation, WireError> {
    Ok(Incarnation(fixed(d.bytes()?)?))
}

pub(crate) fn chain_hash(d: &mut Decoder<'_>) -> Result<ChainHash, WireError> {
    Ok(ChainHash(fixed(d.bytes()?)?))
}

pub(crate) fn fixed<const N: usize>(bytes: &[u8]) -> Result<[u8; N], WireError> {
    bytes.try_into().map_err(|_| WireError::Malformed)
}

/// The name and level that a signed form begins with.
pub(crate) fn form(d: &mut Decoder<'_>, name: &str, ours: u64) -> Result<(), WireError> {
    if d.str()? == name { level(d, ours) } else { Err(WireError::Malformed) }
}
