//! Every reader of bytes from elsewhere: the targets in `fuzz/`, and what `hostile.rs` runs for a few seconds.

use std::sync::LazyLock;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use minicbor::Decoder;
use nadi_sync::{Entry, Envelope, Message, Note, Stamp, Transaction};

use super::{KEY, golden};

pub const ALL: [fn(&[u8]); 7] = [batch, entry, envelope, message, note, stamp, transaction];

pub fn entry(bytes: &[u8]) {
    if let Ok(entry) = Entry::decode(bytes) {
        assert_eq!(entry.encode(), bytes);
    }
}

pub fn envelope(bytes: &[u8]) {
    if let Ok(envelope) = Envelope::decode(bytes) {
        assert_eq!(envelope.encode(), bytes);
        let _ = envelope.open(&KEY);
    }
}

/// What a member with the key may have put into a seal: a frame, or a sound frame of anything.
pub fn batch(bytes: &[u8]) {
    static WIRE: LazyLock<Vec<u8>> = LazyLock::new(|| golden("envelope", &[]));
    for packed in [bytes, &pack(&WIRE, bytes)] {
        let _ = Envelope::decode(&forged(&WIRE, packed)).unwrap().open(&KEY);
    }
}

/// What lies in an envelope: packed, and unpacked.
pub fn inside(wire: &[u8]) -> [Vec<u8>; 2] {
    let (header, nonce, _, sealed) = parts(wire);
    let payload = Payload { msg: sealed, aad: header };
    let packed = XChaCha20Poly1305::new(&KEY.into()).decrypt(&XNonce::from(*nonce), payload).unwrap();
    let end = packed.iter().rposition(|b| *b != 0).unwrap();
    let frame = [&[0x28, 0xb5, 0x2f, 0xfd], &packed[..end]].concat();
    let raw = zstd::bulk::Decompressor::with_dictionary(header).unwrap().decompress(&frame, 1 << 20).unwrap();
    [packed, raw]
}

/// The envelope with other things in its seal, by one who has the key.
pub fn forged(wire: &[u8], packed: &[u8]) -> Vec<u8> {
    let (header, nonce, signature, _) = parts(wire);
    let payload = Payload { msg: packed, aad: header };
    let sealed = XChaCha20Poly1305::new(&KEY.into()).encrypt(&XNonce::from(*nonce), payload).unwrap();
    [header, nonce, signature, &sealed].concat()
}

/// A sound frame of anything, for this envelope.
pub fn pack(wire: &[u8], raw: &[u8]) -> Vec<u8> {
    let frame = zstd::bulk::Compressor::with_dictionary(1, parts(wire).0).unwrap().compress(raw).unwrap();
    [&frame[4..], &[1]].concat()
}

fn parts(wire: &[u8]) -> (&[u8], &[u8; 24], &[u8], &[u8]) {
    let mut d = Decoder::new(wire);
    d.skip().unwrap();
    let (header, rest) = wire.split_at(d.position());
    let (nonce, rest) = rest.split_first_chunk().unwrap();
    let (signature, sealed) = rest.split_at(64);
    (header, nonce, signature, sealed)
}

pub fn message(bytes: &[u8]) {
    if let Ok(message) = Message::decode(bytes) {
        assert_eq!(Message::decode(&message.encode()), Ok(message));
    }
}

pub fn note(bytes: &[u8]) {
    if let Ok(note) = Note::decode(bytes) {
        assert_eq!(note.encode(), bytes);
    }
}

pub fn stamp(bytes: &[u8]) {
    let _ = Stamp::parse(&String::from_utf8_lossy(bytes));
}

pub fn transaction(bytes: &[u8]) {
    let (header, groups) = bytes.split_at(bytes.len() / 2);
    let _ = Transaction::decode(header, groups);
    let _ = Transaction::decode(bytes, bytes);
    let _ = Transaction::commitments(bytes);
}
