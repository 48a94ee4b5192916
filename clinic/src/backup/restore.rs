//! Bringing a backup back: with a password, or with the recovery words.

use std::path::Path;

use model::capability::Capability;
use model::commands::backup::{RestoreBackup, Restored};
use model::record::number_of;
use model::tenancy::{Clinic as ClinicRecord, User};
use model::{Door, Fault, Id, Record, Value};
use store::backup::Heir;
use store::damage::Damage;
use store::keyring::{Keyring, Seals, SignInRecord};
use store::keys::{DatabaseKey, KeyPair, RecoveryWords};
use store::{Act, Error, Profile, Tx};

use super::set;
use crate::dispatch::Call;
use crate::profile::Clinic;
use crate::sessions;

/// Who brings a backup back, and what opens it.
struct Opener {
    person: SignInRecord,
    pair: KeyPair,
    key: DatabaseKey,
    /// With the words: the keys under the owner's new password.
    anew: Option<(Seals, KeyPair)>,
}

pub(crate) fn restore(call: &Call<'_>, args: RestoreBackup) -> Result<Restored, Fault> {
    let clinic = call.clinic;
    if clinic.practice {
        return Err(Fault::new("not-permitted"));
    }
    let from = set::meant(Path::new(args.from.trim())).ok_or_else(|| Fault::field("from", "field-backup"))?;
    let keyring = Keyring::read(&Profile::at(&from)).map_err(|_| Error::Damaged(Damage::Backup))?.0;
    let present = clinic.keyring_shown();
    if present.as_ref().is_some_and(|p| p.tenant != keyring.tenant) {
        return Err(Fault::new("backup-other-clinic"));
    }
    // A clinic that can be opened is replaced only by who is its owner now.
    let sound = present.as_ref().filter(|_| clinic.damage().is_none());
    let opener = match &args.words {
        None => by_password(clinic, &keyring, sound, &args)?,
        Some(words) => by_words(clinic, &keyring, sound, &args, words)?,
    };
    let user = opener.person.user.as_slice().try_into().map_err(|_| Error::Damaged(Damage::Backup))?;
    let registers = known_registers(&clinic.profile, &keyring, &from);
    let act = Act {
        user,
        command: call.command,
        request: call.request,
        now: clinic.clock.said(),
        offset: clinic.clock.offset(),
        signer: Some(&opener.pair),
    };
    let heir = Heir { act, registers };
    let restored = store::backup::bring(&from, &clinic.profile, &opener.key, &heir, |tx| match &opener.anew {
        Some((seals, sign_in)) => new_password(tx, user, seals, sign_in),
        None => Ok(()),
    })?;
    // Another restore of the same backup, wherever the disk is plugged in then, takes the code behind this.
    let mark = format!("nadi-{}-{}.register", set::tenant_of(&keyring), restored.register);
    let _ = std::fs::write(from.with_file_name(mark), b"");
    let (register, checked) = (restored.register.clone(), restored.checked.clone());
    let aside = clinic.replaced_by(|| restored.place(clinic.clock.said()))?;
    call.clinic.listeners.tell(&[(ClinicRecord::NAME, user)]);
    Ok(Restored {
        clinic: keyring.clinic,
        register,
        entries: checked.entries,
        newest: checked.newest,
        aside: aside.map(|path| path.display().to_string()),
    })
}

fn by_password(
    clinic: &Clinic,
    keyring: &Keyring,
    sound: Option<&Keyring>,
    args: &RestoreBackup,
) -> Result<Opener, Fault> {
    let login = args.user.trim().to_lowercase();
    let opened = sessions::guess(clinic, keyring, &login, &args.password)?;
    let public = opened.pair.public().verifying;
    let person = keyring.people.iter().find(|p| p.seals.verifying_key == public);
    let person = person.ok_or_else(|| Fault::new("wrong-password"))?.clone();
    let mut may = person.roles.may(Capability::BackupRun);
    if let Some(sound) = sound {
        sessions::guess(clinic, sound, &login, &args.password)?;
        may = sound.people.iter().any(|p| p.login == login && p.roles.is_owner());
    }
    if !may {
        return Err(Fault::new("not-permitted"));
    }
    Ok(Opener { person, pair: opened.pair, key: opened.key, anew: None })
}

/// The words open the database alone; nobody's password is known, so an owner gets a new one, and everybody else
/// the branch's new sign-in pair under the keys that they have.
fn by_words(
    clinic: &Clinic,
    keyring: &Keyring,
    sound: Option<&Keyring>,
    args: &RestoreBackup,
    words: &str,
) -> Result<Opener, Fault> {
    let wrong = |_| Fault::new("wrong-words");
    let words = RecoveryWords::parse(words).map_err(wrong)?;
    let key = keyring.recover(&words).map_err(wrong)?;
    if let Some(sound) = sound {
        sound.recover(&words).map_err(wrong)?;
    }
    let login = args.user.trim().to_lowercase();
    let owner = keyring.people.iter().find(|p| p.login == login && p.roles.is_owner());
    let mut door = Door::default();
    if owner.is_none() {
        door.refuse("user", "field-owner-login");
    }
    sessions::password(&mut door, "password", &args.password, &login);
    door.close()?;
    let person = owner.ok_or_else(|| Fault::new("wrong-password"))?.clone();
    let user = person.user.as_slice().try_into().map_err(|_| Error::Damaged(Damage::Backup))?;
    let (pair, sign_in) = (KeyPair::random(), KeyPair::random());
    let cost = clinic.cost(keyring.demo);
    let seals = Seals::new(&user, &pair, &args.password, cost, &sign_in, &words.pair())?;
    Ok(Opener { person, pair, key, anew: Some((seals, sign_in)) })
}

fn new_password(tx: &mut Tx<'_>, user: [u8; 16], seals: &Seals, sign_in: &KeyPair) -> store::Result<()> {
    let id = Id::<User>::from_bytes(user);
    let stamp = store::stamp_of(tx, id)?;
    let keys = [("verifying_key", &seals.verifying_key), ("sealing_key", &seals.sealing_key)];
    let keys = keys.map(|(name, key)| (number_of(User::FIELDS, name), Value::Bytes(key.clone())));
    tx.update(sessions::about(id), id, &stamp, keys.to_vec())?;
    tx.put_sign_in(sign_in)?;
    tx.put_seals(&user, seals)
}

/// Codes of this clinic's registers that show anywhere near: here now, in what was set aside here, and where the
/// backup lies. A backup that is brought back twice must not number twice.
fn known_registers(profile: &Profile, keyring: &Keyring, from: &Path) -> Vec<String> {
    let tenant = set::tenant_of(keyring);
    let mut known = Vec::new();
    let entries = std::fs::read_dir(profile.home()).into_iter().flatten().flatten();
    for folder in entries.map(|e| e.path()).filter(|p| p.is_dir()).chain([profile.home().to_owned()]) {
        let there = Keyring::read(&Profile::at(&folder)).ok().filter(|(k, _)| k.tenant == keyring.tenant);
        known.extend(there.map(|(k, _)| k.register));
    }
    for entry in from.parent().and_then(|p| std::fs::read_dir(p).ok()).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let of_this = name.strip_prefix("nadi-").and_then(|n| n.strip_prefix(&tenant)?.strip_prefix('-'));
        let code = of_this.and_then(|rest| rest.split(['-', '.']).next());
        known.extend(code.map(str::to_owned));
    }
    known
}
