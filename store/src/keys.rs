//! Every key of a profile: making, sealing, opening. Nothing outside this module sees key bytes.
//!
//! ```text
//! password ─Argon2id→ opens a person's private halves ─→ opens the branch's sign-in key ─→ opens the database key
//! 24 words ─HKDF────→ recovery key pair ──────────────────────────────────────────────→ opens the database key
//! database key ─HKDF→ witness key, draft-free local seals
//! ```

mod identifiers;
mod password;
mod recovery;
mod seal;

use ed25519_dalek::{Signer, SigningKey};
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::error::{Error, Result};

pub use identifiers::IdentifierKey;
pub use password::{Cost, PasswordSeal, PinSeal};
pub use recovery::RecoveryWords;
pub use seal::Sealed;

/// 32 secret bytes, wiped when dropped. Neither shown nor written.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Secret([u8; 32]);

impl Secret {
    /// 32 fresh random bytes.
    pub fn random() -> Self {
        Self(random())
    }

    fn from_slice(bytes: &[u8]) -> Result<Self> {
        Ok(Self(bytes.try_into().map_err(|_| Error::WrongPassword)?))
    }

    fn derive(&self, purpose: &str) -> Self {
        let mut out = [0; 32];
        let expanded = hkdf::Hkdf::<sha2::Sha256>::new(None, &self.0).expand(purpose.as_bytes(), &mut out);
        debug_assert!(expanded.is_ok());
        Self(out)
    }
}

/// `N` fresh random bytes of the operating system.
///
/// A system whose random source fails cannot keep anything safe: the bytes are then never used, because the
/// process ends here.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    if getrandom::fill(&mut bytes).is_err() {
        std::process::abort();
    }
    bytes
}

/// The key of one database, given raw to SQLCipher.
#[derive(Clone)]
pub struct DatabaseKey(Secret);

impl DatabaseKey {
    /// A fresh one.
    pub fn random() -> Self {
        Self(Secret::random())
    }

    /// The pragma that opens a connection: the raw key and the file's salt, in hex.
    pub(crate) fn pragma(&self, salt: &[u8; 16]) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(128));
        text.push_str("PRAGMA key = \"x'");
        for byte in self.0.0.iter().chain(salt) {
            text.push(char::from_digit(u32::from(byte >> 4), 16).unwrap_or('0'));
            text.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or('0'));
        }
        text.push_str("'\"");
        text
    }

    /// Seals the head witness, or anything else of this profile that lies outside the database.
    pub fn seal_beside(&self, purpose: &str, bytes: &[u8]) -> Vec<u8> {
        seal::with_key(&self.0.derive(purpose), purpose.as_bytes(), bytes)
    }

    /// Opens what [`DatabaseKey::seal_beside`] sealed.
    ///
    /// # Errors
    /// [`Error::WrongPassword`] where it was sealed by another key or changed since.
    pub fn open_beside(&self, purpose: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        seal::open_with_key(&self.0.derive(purpose), purpose.as_bytes(), sealed)
    }
}

/// A person's, a desk's or a branch's pair: Ed25519 to sign, X25519 to be sealed to.
#[derive(Clone)]
pub struct KeyPair {
    signing: SigningKey,
    sealing: StaticSecret,
}

/// The public halves of a [`KeyPair`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicHalves {
    /// Verifies signatures, Ed25519.
    pub verifying: [u8; 32],
    /// Things are sealed to it, X25519.
    pub sealing: [u8; 32],
}

impl KeyPair {
    /// A fresh pair.
    pub fn random() -> Self {
        Self { signing: SigningKey::from_bytes(&random()), sealing: StaticSecret::from(random::<32>()) }
    }

    fn derived(secret: &Secret) -> Self {
        let (mut sign, mut seal) = (secret.derive("nadi signing 1"), secret.derive("nadi sealing 1"));
        let pair = Self { signing: SigningKey::from_bytes(&sign.0), sealing: StaticSecret::from(seal.0) };
        sign.zeroize();
        seal.zeroize();
        pair
    }

    /// The public halves.
    pub fn public(&self) -> PublicHalves {
        PublicHalves {
            verifying: self.signing.verifying_key().to_bytes(),
            sealing: PublicKey::from(&self.sealing).to_bytes(),
        }
    }

    /// Signs, Ed25519.
    pub fn sign(&self, payload: &[u8]) -> [u8; 64] {
        self.signing.sign(payload).to_bytes()
    }

    /// Seals this pair's private halves to somebody.
    pub fn seal_to(&self, to: &[u8; 32]) -> Sealed {
        Sealed::to(to, "nadi pair 1", self.private().as_slice())
    }

    /// Opens a pair that [`KeyPair::seal_to`] sealed to this one.
    ///
    /// # Errors
    /// [`Error::WrongPassword`] where it was sealed to another or changed since.
    pub fn open_pair(&self, sealed: &Sealed) -> Result<Self> {
        Self::from_private(&sealed.open(&self.sealing, "nadi pair 1")?)
    }

    /// Seals a database key to this pair's holder.
    pub fn seal_database_key(to: &[u8; 32], key: &DatabaseKey) -> Sealed {
        Sealed::to(to, "nadi database key 1", &key.0.0)
    }

    /// Opens a database key that was sealed to this pair.
    ///
    /// # Errors
    /// As [`KeyPair::open_pair`].
    pub fn open_database_key(&self, sealed: &Sealed) -> Result<DatabaseKey> {
        Ok(DatabaseKey(Secret::from_slice(&sealed.open(&self.sealing, "nadi database key 1")?)?))
    }

    /// The private halves, for the encrypted database alone.
    pub(crate) fn private(&self) -> Zeroizing<[u8; 64]> {
        let mut out = Zeroizing::new([0; 64]);
        out[..32].copy_from_slice(self.signing.as_bytes());
        out[32..].copy_from_slice(self.sealing.as_bytes());
        out
    }

    pub(crate) fn from_private(bytes: &[u8]) -> Result<Self> {
        let bytes: &[u8; 64] = bytes.try_into().map_err(|_| Error::WrongPassword)?;
        let (mut sign, mut seal) = ([0; 32], [0; 32]);
        sign.copy_from_slice(&bytes[..32]);
        seal.copy_from_slice(&bytes[32..]);
        let pair = Self { signing: SigningKey::from_bytes(&sign), sealing: StaticSecret::from(seal) };
        sign.zeroize();
        seal.zeroize();
        Ok(pair)
    }
}
