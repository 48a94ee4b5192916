//! The keyring file: what must be readable before the database is, all of it sealed or public.
//!
//! It repeats rows of the database and is rewritten from them: new file, sync, commit, rename, sync of the
//! folder, and only then is the change acknowledged; so a full disk refuses both. The generation before is kept;
//! each unlock repairs both.
//! Its first line is the SHA-256 of the rest.

use std::path::Path;

use model::capability::Roles;
use model::words::Language;
use model::{Id, tenancy};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use sync::WireError;

use crate::damage::Damage;
use crate::error::{Error, Result};
use crate::files::{self, Prepared, Profile};
use crate::hex;
use crate::keys::{DatabaseKey, KeyPair, PasswordSeal, RecoveryWords, Sealed};
use crate::view::View;

/// What the file holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Keyring {
    /// The form of this file.
    pub format: u32,
    /// The tenant.
    #[serde(with = "hex")]
    pub tenant: Vec<u8>,
    /// The clinic's name, for the sign-in screen.
    pub clinic: String,
    /// Filled with made-up people; never joins a real clinic.
    pub demo: bool,
    /// The clinic's language.
    pub language: Language,
    /// Minutes east of UTC.
    pub zone_minutes: i64,
    /// Minutes without a key press until the lock.
    #[serde(default = "idle_minutes")]
    pub idle_minutes: i64,
    /// This computer's name.
    pub desk: String,
    /// This computer's register code.
    pub register: String,
    /// The database's salt, for repair.
    #[serde(with = "hex")]
    pub salt: Vec<u8>,
    /// The branch's sign-in key, public half.
    #[serde(with = "hex")]
    pub sign_in_key: Vec<u8>,
    /// The database key, sealed to the sign-in key.
    pub database_key: Sealed,
    /// The recovery pair's public halves: verifying, then sealing.
    #[serde(with = "hex")]
    pub recovery: Vec<u8>,
    /// The database key, sealed to the recovery pair.
    pub database_key_for_recovery: Sealed,
    /// Everyone who can sign in here.
    pub people: Vec<SignInRecord>,
}

/// One person's way in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SignInRecord {
    /// The person.
    #[serde(with = "hex")]
    pub user: Vec<u8>,
    /// Typed to sign in.
    pub login: String,
    /// As colleagues call them.
    pub name: String,
    /// Their roles.
    pub roles: Roles,
    /// The language they work in.
    pub language: Language,
    /// What only their password opens.
    pub seals: Seals,
}

/// A person's sealed halves, signed by the owner who gave them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Seals {
    /// Verifies this person's signatures.
    #[serde(with = "hex")]
    pub verifying_key: Vec<u8>,
    /// Things are sealed to it.
    #[serde(with = "hex")]
    pub sealing_key: Vec<u8>,
    /// Their private halves under their password.
    pub private: PasswordSeal,
    /// The branch's sign-in pair, sealed to them.
    pub sign_in: Sealed,
    /// Who gave it: an owner, or for the first owner the recovery pair.
    #[serde(with = "hex")]
    pub given_by: Vec<u8>,
    /// Ed25519 of that key over [`Seals::payload`].
    #[serde(with = "hex")]
    pub signature: Vec<u8>,
}

impl Seals {
    /// Seals a person's pair under their password and the sign-in pair to them; `giver` signs.
    ///
    /// # Errors
    /// Where the memory for Argon2id cannot be had.
    pub fn new(
        user: &[u8; 16],
        pair: &KeyPair,
        password: &str,
        cost: crate::keys::Cost,
        sign_in: &KeyPair,
        giver: &KeyPair,
    ) -> Result<Self> {
        let public = pair.public();
        let mut seals = Self {
            verifying_key: public.verifying.to_vec(),
            sealing_key: public.sealing.to_vec(),
            private: PasswordSeal::new(password, cost, pair)?,
            sign_in: sign_in.seal_to(&public.sealing),
            given_by: giver.public().verifying.to_vec(),
            signature: Vec::new(),
        };
        seals.signature = giver.sign(&seals.payload(user)).to_vec();
        Ok(seals)
    }

    /// The bytes that the giver signs: the person and the public halves.
    pub fn payload(&self, user: &[u8; 16]) -> Vec<u8> {
        [b"nadi sign-in 1".as_slice(), user, &self.verifying_key, &self.sealing_key].concat()
    }

    /// Checks the giver's signature.
    ///
    /// # Errors
    /// [`WireError::Disagrees`].
    pub fn verify(&self, user: &[u8; 16]) -> Result<(), WireError> {
        let disagrees = WireError::Disagrees("owner's signature");
        let key: [u8; 32] = self.given_by.as_slice().try_into().map_err(|_| disagrees.clone())?;
        let signature: [u8; 64] = self.signature.as_slice().try_into().map_err(|_| disagrees)?;
        sync::head::verify_act(&key, &self.payload(user), &signature)
    }
}

/// What a successful sign-in opens.
pub struct Opened {
    /// The person's own pair.
    pub pair: KeyPair,
    /// The branch's sign-in pair.
    pub sign_in: KeyPair,
    /// The database's key.
    pub key: DatabaseKey,
}

impl Keyring {
    /// Reads the file, or, where it is damaged, the generation before; `true` where that was needed.
    ///
    /// # Errors
    /// [`Damage::Keyring`] where neither can be read.
    pub fn read(profile: &Profile) -> Result<(Self, bool)> {
        if let Some(keyring) = Self::at(&profile.keyring()) {
            return Ok((keyring, false));
        }
        Self::at(&profile.keyring_before()).map(|k| (k, true)).ok_or(Error::Damaged(Damage::Keyring))
    }

    /// The keyring as the database says it.
    ///
    /// # Errors
    /// [`Damage::Table`] where a part of it is not there; the database's own.
    pub(crate) fn of(view: &View<'_>) -> Result<Self> {
        let shared = view.shared;
        let secret = |name: &str| -> Result<Vec<u8>> {
            crate::rows::optional(view.db, "SELECT body FROM secret WHERE name = ?", [name])?
                .ok_or(Error::Damaged(Damage::Table))
        };
        let clinic = view.expect(Id::<tenancy::Clinic>::from_bytes(shared.tenant))?.record;
        let desk = view.expect(Id::<tenancy::Desk>::from_bytes(shared.incarnation.0))?.record;
        let mut people = Vec::new();
        for (user, body) in view.sign_ins()? {
            let seals: Seals = serde_json::from_str(&body).map_err(|_| Error::Damaged(Damage::Table))?;
            let person = view.expect(Id::<tenancy::User>::from_bytes(user))?.record;
            if person.active {
                people.push(SignInRecord {
                    user: user.to_vec(),
                    login: person.login,
                    name: person.name,
                    roles: person.roles,
                    language: person.language,
                    seals,
                });
            }
        }
        Ok(Self {
            format: 1,
            tenant: shared.tenant.to_vec(),
            clinic: clinic.name,
            demo: clinic.demo,
            language: clinic.language,
            zone_minutes: clinic.zone_minutes,
            idle_minutes: clinic.idle_minutes.unwrap_or_else(idle_minutes),
            desk: desk.name,
            register: desk.register,
            salt: shared.salt.to_vec(),
            sign_in_key: secret("sign_in_key")?,
            database_key: Sealed::from_bytes(secret("database_key")?),
            recovery: [shared.recovery.verifying, shared.recovery.sealing].concat(),
            database_key_for_recovery: Sealed::from_bytes(secret("database_key_for_recovery")?),
            people,
        })
    }

    /// Brings both generations of the file to this, where they are not.
    ///
    /// # Errors
    /// [`Error::DiskFull`], or the file's own.
    pub(crate) fn write(&self, profile: &Profile) -> Result<()> {
        if Self::at(&profile.keyring()).as_ref() != Some(self) {
            self.prepare(profile)?.place(profile)?;
        }
        match Self::at(&profile.keyring_before()) {
            Some(_) => Ok(()),
            None => files::replace(&profile.keyring_before(), &self.text()),
        }
    }

    /// Writes the file where no other is: in a backup.
    ///
    /// # Errors
    /// As [`Keyring::write`].
    pub(crate) fn write_alone(&self, profile: &Profile) -> Result<()> {
        files::replace(&profile.keyring(), &self.text())
    }

    /// Writes the file beside the present one: before a commit, so that a full disk refuses both.
    ///
    /// # Errors
    /// [`Error::DiskFull`], or the file's own.
    pub(crate) fn prepare(&self, profile: &Profile) -> Result<PreparedKeyring> {
        Ok(PreparedKeyring(Prepared::write(&profile.keyring(), &self.text())?))
    }

    /// Opens everything with a login and a password, trying each record of that login.
    ///
    /// # Errors
    /// [`Error::WrongPassword`], [`Error::NobodyOfThatName`].
    pub fn sign_in(&self, login: &str, password: &str) -> Result<(SignInRecord, Opened)> {
        let mut known = false;
        for record in self.people.iter().filter(|p| p.login == login) {
            known = true;
            let Ok(pair) = record.seals.private.open(password) else { continue };
            let sign_in = pair.open_pair(&record.seals.sign_in)?;
            let key = sign_in.open_database_key(&self.database_key)?;
            return Ok((record.clone(), Opened { pair, sign_in, key }));
        }
        Err(if known { Error::WrongPassword } else { Error::NobodyOfThatName })
    }

    /// Opens the database key with the recovery words.
    ///
    /// # Errors
    /// [`Error::WrongPassword`].
    pub fn recover(&self, words: &RecoveryWords) -> Result<DatabaseKey> {
        words.pair().open_database_key(&self.database_key_for_recovery)
    }

    /// The tenant's id.
    ///
    /// # Errors
    /// [`Damage::Keyring`] where it is not 16 bytes.
    pub fn tenant(&self) -> Result<[u8; 16]> {
        self.tenant.as_slice().try_into().map_err(|_| Error::Damaged(Damage::Keyring))
    }

    pub(crate) fn salt(&self) -> Result<[u8; 16]> {
        self.salt.as_slice().try_into().map_err(|_| Error::Damaged(Damage::Keyring))
    }

    fn text(&self) -> Vec<u8> {
        let body = serde_json::to_string_pretty(self).unwrap_or_default();
        format!("{}\n{body}\n", digest(body.as_bytes())).into_bytes()
    }

    fn at(path: &Path) -> Option<Self> {
        Self::parse(&std::fs::read(path).ok()?)
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let (sum, body) = std::str::from_utf8(bytes).ok()?.split_once('\n')?;
        let body = body.trim_end_matches('\n');
        (digest(body.as_bytes()) == sum).then(|| serde_json::from_str(body).ok())?
    }
}

/// A keyring that waits for the commit that it repeats.
pub(crate) struct PreparedKeyring(Prepared);

impl PreparedKeyring {
    /// Puts it in place; what was there becomes the generation before, unless it is damaged.
    ///
    /// # Errors
    /// The file's own.
    pub(crate) fn place(self, profile: &Profile) -> Result<()> {
        if Keyring::at(&profile.keyring()).is_some() {
            std::fs::rename(profile.keyring(), profile.keyring_before())?;
        }
        self.0.place()
    }
}

/// What a keyring that was written before there was a choice means.
fn idle_minutes() -> i64 {
    tenancy::IDLE_MINUTES
}

fn digest(bytes: &[u8]) -> String {
    hex::text(&Sha256::digest(bytes))
}
