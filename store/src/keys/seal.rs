//! Sealing bytes under a key, or to a public key.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

use super::{Secret, random};
use crate::error::{Error, Result};

/// Bytes sealed to a public key: `ephemeral public key (32) ‖ nonce (24) ‖ XChaCha20-Poly1305`.
///
/// The key is HKDF-SHA256 of the X25519 secret, salted with both public keys, the purpose being its info and
/// the associated data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed(Vec<u8>);

impl Sealed {
    pub(super) fn to(to: &[u8; 32], purpose: &str, bytes: &[u8]) -> Self {
        let ephemeral = StaticSecret::from(random::<32>());
        let public = PublicKey::from(&ephemeral).to_bytes();
        let shared = ephemeral.diffie_hellman(&PublicKey::from(*to));
        let key = key(shared.as_bytes(), &public, to, purpose);
        let mut out = public.to_vec();
        out.extend(with_key(&key, purpose.as_bytes(), bytes));
        Self(out)
    }

    pub(super) fn open(&self, secret: &StaticSecret, purpose: &str) -> Result<Zeroizing<Vec<u8>>> {
        let (public, sealed) = self.0.split_at_checked(32).ok_or(Error::WrongPassword)?;
        let public: [u8; 32] = public.try_into().map_err(|_| Error::WrongPassword)?;
        let shared = secret.diffie_hellman(&PublicKey::from(public));
        let key = key(shared.as_bytes(), &public, PublicKey::from(secret).as_bytes(), purpose);
        open_with_key(&key, purpose.as_bytes(), sealed)
    }

    /// The sealed bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// These bytes, taken for sealed ones.
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl Serialize for Sealed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        super::super::hex::serialize(&self.0, serializer)
    }
}

impl<'de> Deserialize<'de> for Sealed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::super::hex::deserialize(deserializer).map(Self)
    }
}

/// Seals under a key, with a random nonce in front.
pub(super) fn with_key(key: &Secret, aad: &[u8], bytes: &[u8]) -> Vec<u8> {
    let nonce = random::<24>();
    let mut out = nonce.to_vec();
    // Encrypting fails only for messages beyond 256 GB.
    let sealed = XChaCha20Poly1305::new(&key.0.into()).encrypt(&XNonce::from(nonce), Payload { msg: bytes, aad });
    debug_assert!(sealed.is_ok());
    out.extend(sealed.unwrap_or_default());
    out
}

/// Opens what [`with_key`] sealed.
pub(super) fn open_with_key(key: &Secret, aad: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
    let (nonce, sealed) = sealed.split_at_checked(24).ok_or(Error::WrongPassword)?;
    let nonce: [u8; 24] = nonce.try_into().map_err(|_| Error::WrongPassword)?;
    XChaCha20Poly1305::new(&key.0.into())
        .decrypt(&XNonce::from(nonce), Payload { msg: sealed, aad })
        .map(Zeroizing::new)
        .map_err(|_| Error::WrongPassword)
}

fn key(shared: &[u8; 32], ephemeral: &[u8; 32], to: &[u8], purpose: &str) -> Secret {
    let salt = [ephemeral.as_slice(), to].concat();
    let mut out = [0; 32];
    let expanded = hkdf::Hkdf::<sha2::Sha256>::new(Some(&salt), shared).expand(purpose.as_bytes(), &mut out);
    debug_assert!(expanded.is_ok());
    Secret(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_one_it_was_sealed_to_opens_it() {
        let (a, b) = (StaticSecret::from(random::<32>()), StaticSecret::from(random::<32>()));
        let sealed = Sealed::to(&PublicKey::from(&a).to_bytes(), "test", b"key");
        assert_eq!(sealed.open(&a, "test").unwrap().as_slice(), b"key");
        assert!(sealed.open(&b, "test").is_err());
        assert!(sealed.open(&a, "another purpose").is_err());
    }

    #[test]
    fn any_flipped_byte_is_seen() {
        let key = Secret::random();
        let sealed = with_key(&key, b"aad", b"content");
        for at in 0..sealed.len() {
            let mut flipped = sealed.clone();
            flipped[at] ^= 1;
            assert!(open_with_key(&key, b"aad", &flipped).is_err(), "byte {at}");
        }
    }
}
