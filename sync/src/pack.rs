//! What goes into a seal: compressed (zstd), then padded, so that a length tells little.
//!
//! ```text
//! packed = zstd frame with its content's size, without the magic number ‖ 1 ‖ zeros
//! ```

use crate::WireError;

/// Nothing larger is sealed as one, or unpacked: 16 MiB.
pub const LIMIT: usize = 16 << 20;

/// Every sealed batch is at least this long on the wire.
const LEAST: usize = 512;

/// 9 makes clinic rows only a fiftieth smaller.
const LEVEL: i32 = 3;

/// With this each zstd frame begins (RFC 8878, §3.1.1).
const MAGIC: [u8; 4] = 0xFD2F_B528_u32.to_le_bytes();

/// Packs `raw`. `dictionary` is what the reader has already: what is said there need not be said again.
/// `outside` is how long the rest of the sealed batch is, counted in the padding.
pub(crate) fn pack(raw: &[u8], dictionary: &[u8], outside: usize) -> Result<Vec<u8>, WireError> {
    if raw.len() > LIMIT {
        return Err(WireError::TooLarge("batch"));
    }
    let frame = zstd::bulk::Compressor::with_dictionary(LEVEL, dictionary)
        .and_then(|mut c| c.compress(raw))
        .map_err(|_| WireError::Malformed)?;
    let mut out = frame[MAGIC.len()..].to_vec();
    out.push(1);
    let whole = padded(outside + out.len());
    if whole > LIMIT {
        return Err(WireError::TooLarge("batch"));
    }
    out.resize(whole - outside, 0);
    Ok(out)
}

/// Unpacks what [`pack`] packed, never to more than it declares, and that within [`LIMIT`].
pub(crate) fn unpack(packed: &[u8], dictionary: &[u8]) -> Result<Vec<u8>, WireError> {
    let end = packed.iter().rposition(|b| *b != 0).filter(|end| packed[*end] == 1).ok_or(WireError::Malformed)?;
    let frame = [MAGIC.as_slice(), &packed[..end]].concat();
    let declared = zstd::zstd_safe::get_frame_content_size(&frame).ok().flatten().ok_or(WireError::Malformed)?;
    let length = usize::try_from(declared).ok().filter(|l| *l <= LIMIT).ok_or(WireError::TooLarge("batch"))?;
    zstd::bulk::Decompressor::with_dictionary(dictionary)
        .and_then(|mut d| d.decompress(&frame, length))
        .map_err(|_| WireError::Malformed)
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
    fn what_nobody_would_take_is_not_packed() {
        let mut state = 1u64;
        let noise = std::iter::repeat_with(|| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 56) as u8
        });
        let raw: Vec<u8> = noise.take(LIMIT).collect();
        assert_eq!(pack(&raw, b"dictionary", 200), Err(WireError::TooLarge("batch")));
    }

    #[test]
    fn a_frame_that_grows_beyond_what_it_declares_is_refused() {
        // A frame of 1 MiB declares its size in four bytes after its descriptor.
        let mut packed = pack(&[0; 1 << 20], b"dictionary", 0).unwrap();
        assert!(packed.len() < 1024);
        assert_eq!(unpack(&packed, b"dictionary").unwrap().len(), 1 << 20);
        assert_eq!(packed[1..5], (1u32 << 20).to_le_bytes());
        for other in [70_000u32, (1 << 20) + 1] {
            packed[1..5].copy_from_slice(&other.to_le_bytes());
            assert_eq!(unpack(&packed, b"dictionary"), Err(WireError::Malformed));
        }
        packed[1..5].copy_from_slice(&(LIMIT as u32 + 1).to_le_bytes());
        assert_eq!(unpack(&packed, b"dictionary"), Err(WireError::TooLarge("batch")));
        assert_eq!(unpack(&[0; 512], b"dictionary"), Err(WireError::Malformed));
    }
}
