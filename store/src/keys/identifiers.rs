//! Identifiers (phone, Aadhaar last four, ABHA) are sealed once more, field by field.

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};

use super::Secret;
use crate::error::{Error, Result};

/// The tenant's key for identifiers: AES-256-GCM with tenant, record and field as associated data, so that a
/// sealed phone moved to another patient does not open.
#[derive(Clone)]
pub struct IdentifierKey {
    cipher: Aes256Gcm,
    secret: Secret,
    tenant: [u8; 16],
}

impl IdentifierKey {
    /// A fresh key for a new tenant.
    pub fn random(tenant: [u8; 16]) -> Self {
        Self::from_secret(Secret::random(), tenant)
    }

    fn from_secret(secret: Secret, tenant: [u8; 16]) -> Self {
        Self { cipher: Aes256Gcm::new(&secret.0.into()), secret, tenant }
    }

    pub(crate) fn from_private(bytes: &[u8], tenant: [u8; 16]) -> Result<Self> {
        Ok(Self::from_secret(Secret::from_slice(bytes)?, tenant))
    }

    /// The key's bytes, for the encrypted database alone.
    pub(crate) fn private(&self) -> &[u8; 32] {
        &self.secret.0
    }

    /// Seals one identifier: `nonce (12) ‖ ciphertext and tag`. The nonce is passed in, random and never used twice.
    pub fn seal(&self, record: &[u8; 16], field: u16, nonce: [u8; 12], text: &str) -> Vec<u8> {
        let mut out = nonce.to_vec();
        let aad = self.aad(record, field);
        let sealed = self.cipher.encrypt(&Nonce::from(nonce), Payload { msg: text.as_bytes(), aad: &aad });
        debug_assert!(sealed.is_ok());
        out.extend(sealed.unwrap_or_default());
        out
    }

    /// Opens one identifier.
    ///
    /// # Errors
    /// [`Error::Damaged`] where it was changed, or sealed for another record or field.
    pub fn open(&self, record: &[u8; 16], field: u16, sealed: &[u8]) -> Result<String> {
        let damaged = || Error::Damaged(crate::damage::Damage::Table);
        let (nonce, sealed) = sealed.split_at_checked(12).ok_or_else(damaged)?;
        let nonce: [u8; 12] = nonce.try_into().map_err(|_| damaged())?;
        let aad = self.aad(record, field);
        let text =
            self.cipher.decrypt(&Nonce::from(nonce), Payload { msg: sealed, aad: &aad }).map_err(|_| damaged())?;
        String::from_utf8(text).map_err(|_| damaged())
    }

    fn aad(&self, record: &[u8; 16], field: u16) -> [u8; 34] {
        let mut aad = [0; 34];
        aad[..16].copy_from_slice(&self.tenant);
        aad[16..32].copy_from_slice(record);
        aad[32..].copy_from_slice(&field.to_be_bytes());
        aad
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_moved_to_another_patient_does_not_open() {
        let key = IdentifierKey::random([1; 16]);
        let sealed = key.seal(&[2; 16], 5, [3; 12], "9000000142");
        assert_eq!(key.open(&[2; 16], 5, &sealed).unwrap(), "9000000142");
        assert!(key.open(&[4; 16], 5, &sealed).is_err());
        assert!(key.open(&[2; 16], 6, &sealed).is_err());
    }
}
