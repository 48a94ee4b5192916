//! A person's private halves under a password, and for a running session under a PIN.

use std::time::{Duration, Instant};

use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};

use super::{KeyPair, Secret, random, seal};
use crate::error::{Error, Result};

/// How much work one guess of a password costs (Argon2id, RFC 9106).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// Memory, KiB; never under 64 MiB.
    pub memory_kib: u32,
    /// Passes; never under 3.
    pub passes: u32,
}

impl Cost {
    /// The least that is ever used.
    pub const LEAST: Cost = Cost { memory_kib: 64 * 1024, passes: 3 };

    /// The cost that takes this computer about `target`: passes are added to the least cost.
    pub fn tuned(target: Duration) -> Self {
        let start = Instant::now();
        let _ = stretch("a password to time", &[0; 16], Self::LEAST);
        let each = start.elapsed().max(Duration::from_millis(1)) / Self::LEAST.passes;
        let passes = u32::try_from(target.as_micros() / each.as_micros().max(1)).unwrap_or(Self::LEAST.passes);
        Self { passes: passes.clamp(Self::LEAST.passes, 12), ..Self::LEAST }
    }
}

/// A pair's private halves, sealed under Argon2id(password, salt).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordSeal {
    /// 16 random bytes.
    #[serde(with = "crate::hex")]
    salt: Vec<u8>,
    cost: Cost,
    #[serde(with = "crate::hex")]
    sealed: Vec<u8>,
}

impl PasswordSeal {
    /// Seals a pair under a password.
    ///
    /// # Errors
    /// Where the memory for Argon2id cannot be had.
    pub fn new(password: &str, cost: Cost, pair: &KeyPair) -> Result<Self> {
        let salt = random::<16>();
        let key = stretch(password, &salt, cost)?;
        Ok(Self { salt: salt.to_vec(), cost, sealed: seal::with_key(&key, AAD, pair.private().as_slice()) })
    }

    /// Opens the pair.
    ///
    /// # Errors
    /// [`Error::WrongPassword`].
    pub fn open(&self, password: &str) -> Result<KeyPair> {
        if self.cost.memory_kib < Cost::LEAST.memory_kib || self.cost.passes < Cost::LEAST.passes {
            return Err(Error::WrongPassword);
        }
        let key = stretch(password, &self.salt, self.cost)?;
        KeyPair::from_private(&seal::open_with_key(&key, AAD, &self.sealed)?)
    }
}

/// A session's pair while locked, sealed under a PIN, in memory alone.
///
/// Six digits stop nobody who reads this memory; they stop a person at the keyboard, five tries at a time.
pub struct PinSeal {
    salt: [u8; 16],
    sealed: Vec<u8>,
    tries_left: u8,
}

impl PinSeal {
    /// Tries until the password is asked for again.
    pub const TRIES: u8 = 5;

    /// Seals a session's pair under a PIN.
    pub fn new(pin: &str, pair: &KeyPair) -> Self {
        let salt = random();
        Self {
            salt,
            sealed: seal::with_key(&pin_key(pin, &salt), AAD, pair.private().as_slice()),
            tries_left: Self::TRIES,
        }
    }

    /// Opens it, or counts a try.
    ///
    /// # Errors
    /// [`Error::WrongPassword`]; ask [`PinSeal::tries_left`] whether another try is left.
    pub fn open(&mut self, pin: &str) -> Result<KeyPair> {
        if self.tries_left == 0 {
            return Err(Error::WrongPassword);
        }
        match seal::open_with_key(&pin_key(pin, &self.salt), AAD, &self.sealed) {
            Ok(private) => {
                self.tries_left = Self::TRIES;
                KeyPair::from_private(&private)
            }
            Err(e) => {
                self.tries_left -= 1;
                Err(e)
            }
        }
    }

    /// How many tries are left.
    pub fn tries_left(&self) -> u8 {
        self.tries_left
    }
}

const AAD: &[u8] = b"nadi private halves 1";

fn stretch(password: &str, salt: &[u8], cost: Cost) -> Result<Secret> {
    let params = Params::new(cost.memory_kib, cost.passes, 1, Some(32)).map_err(|_| Error::WrongPassword)?;
    let mut out = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(password.as_bytes(), salt, &mut out)
        .map_err(|_| Error::Io(std::io::Error::from(std::io::ErrorKind::OutOfMemory)))?;
    Ok(Secret(out))
}

/// A switch between people must take well under two seconds: one short pass.
fn pin_key(pin: &str, salt: &[u8; 16]) -> Secret {
    let mut out = [0; 32];
    if let Ok(params) = Params::new(19 * 1024, 2, 1, Some(32)) {
        let _ =
            Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into(pin.as_bytes(), salt, &mut out);
    }
    Secret(out)
}
