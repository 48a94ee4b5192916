//! The recovery words: 24 on a sheet, the root of the tenant, kept by no device.

use bip39::{Language, Mnemonic};
use zeroize::{Zeroize, Zeroizing};

use super::{KeyPair, Secret, random};
use crate::error::{Error, Result};

/// 256 random bits as 24 English words with a checksum (BIP-39's word list and checksum; the key is derived
/// with HKDF, not with BIP-39's own seed).
pub struct RecoveryWords(Mnemonic);

impl RecoveryWords {
    /// Fresh words.
    ///
    /// # Errors
    /// None in practice: 32 bytes always make 24 words.
    pub fn random() -> Result<Self> {
        let entropy = Zeroizing::new(random::<32>());
        Mnemonic::from_entropy_in(Language::English, entropy.as_slice()).map(Self).map_err(|_| Error::WrongPassword)
    }

    /// The words as somebody typed them: any case, any spaces.
    ///
    /// # Errors
    /// [`Error::WrongPassword`] where they are not 24 words of the list with the right checksum.
    pub fn parse(text: &str) -> Result<Self> {
        let text = text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ");
        let words = Mnemonic::parse_in_normalized(Language::English, &text).map_err(|_| Error::WrongPassword)?;
        if words.word_count() == 24 { Ok(Self(words)) } else { Err(Error::WrongPassword) }
    }

    /// The 24 words in order.
    pub fn words(&self) -> Vec<String> {
        self.0.words().map(str::to_owned).collect()
    }

    /// The pair that they are: it signs the first owner, and things are sealed to it.
    pub fn pair(&self) -> KeyPair {
        let (mut entropy, _) = self.0.to_entropy_array();
        let mut secret = Secret([0; 32]);
        secret.0.copy_from_slice(&entropy[..32]);
        entropy.zeroize();
        KeyPair::derived(&secret)
    }
}
