//! What goes into a seal: compressed (zstd), then padded, so that a length tells little.
//!
//! ```text
//! packed = length of what was compressed (u32, little-endian) ‖ length of the zstd frame (same) ‖ frame ‖ zeros
//! ```

use crate::WireError;
use crate::cbor::fixed;

/// Nothing larger is sealed as one, or unpacked: 16 MiB.
pub const LIMIT: usize = 16 << 20;

/// Every sealed batch is at least this long on the wire.
const LEAST: usize = 512;

/// 9 is a tenth smaller than 3 on clinic rows and still packs a full batch in milliseconds.
const LEVEL: i32 = 9;

/// Packs `raw`. `dictionary` is what the reader has already: what is said there need not be said again.
/// `outside` is how long the rest of the sealed batch is, counted in the padding.
pub(crate) fn pack(raw: &[u8], dictionary: &[u8], outside: usize) -> Result<Vec<u8>, WireError> {
    if raw.len() > LIMIT {
        return Err(WireError::TooLarge("batch"));
    }
    let frame = zstd::bulk::Compressor::with_dictionary(LEVEL, dictionary)
        .and_then(|mut c| c.compress(raw))
        .map_err(|_| WireError::Malformed)?;
    let mut out = (raw.len() as u32).to_le_bytes().to_vec();
    out.extend((frame.len() as u32).to_le_bytes());
    out.extend(frame);
    out.resize(padded(outside + out.len()) - outside, 0);
    Ok(out)
}

/// Unpacks what [`pack`] packed, never to more than it declares, and that within [`LIMIT`].
pub(crate) fn unpack(packed: &[u8], dictionary: &[u8]) -> Result<Vec<u8>, WireError> {
    let number = |at: usize| -> Result<usize, WireError> {
        let bytes = packed.get(at..at + 4).ok_or(WireError::Malformed)?;
        Ok(u32::from_le_bytes(fixed(bytes)?) as usize)
    };
    let (length, frame) = (number(0)?, number(4)?);
    if length > LIMIT {
        return Err(WireError::TooLarge("batch"));
    }
    let (frame, zeros) = packed[8..].split_at_checked(frame).ok_or(WireError::Malformed)?;
    let raw = zstd::bulk::Decompressor::with_dictionary(dictionary)
        .and_then(|mut d| d.decompress(frame, length))
        .map_err(|_| WireError::Malformed)?;
    if raw.len() == length && zeros.iter().all(|b| *b == 0) { Ok(raw) } else { Err(WireError::Malformed) }
}

/// PADMÉ above the least length: at most 12 % more, and few lengths to tell apart (Nikitin and others, Reducing
/// Metadata Leakage from Encrypted Files and Communication with PURBs, 2019, §4.3).
fn padded(length: usize) -> usize {
    let length = length.max(LEAST);
    let exponent = length.ilog2();
    let mask = (1usize << (exponent - (exponent.ilog2() + 1))) - 1;
    (length + mask) & !mask
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_adds_at_most_an_eighth_and_never_takes() {
        assert_eq!(padded(1), LEAST);
        for length in LEAST..100_000 {
            let padded = padded(length);
            assert!(padded >= length && padded - length <= length / 8, "{length} to {padded}");
        }
    }

    #[test]
    fn a_frame_that_grows_beyond_what_it_declares_is_refused() {
        let mut packed = pack(&[0; 1 << 20], b"dictionary", 0).unwrap();
        assert!(packed.len() < 1024);
        assert_eq!(unpack(&packed, b"dictionary").unwrap().len(), 1 << 20);
        packed[..4].copy_from_slice(&1000u32.to_le_bytes());
        assert_eq!(unpack(&packed, b"dictionary"), Err(WireError::Malformed));
        packed[..4].copy_from_slice(&(LIMIT as u32 + 1).to_le_bytes());
        assert_eq!(unpack(&packed, b"dictionary"), Err(WireError::TooLarge("batch")));
    }
}
