//! What a folder of backups holds: their names, and which of them stay.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

use model::commands::backup::{Backup, Place};
use model::day::Day;
use store::Profile;
use store::keyring::Keyring;

/// Backups of so many days stay, of each the newest.
const DAYS: usize = 7;

/// And of so many weeks.
const WEEKS: usize = 4;

/// What a backup is called while it is made.
pub(super) const PART: &str = ".part";

/// Where removable disks are found.
const BASES: [&str; 4] = ["/media", "/run/media", "/mnt", "/Volumes"];

/// A backup's name: `nadi-`, four bytes of the tenant's id, register, the clinic's day and time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Name {
    pub(super) day: Day,
    /// Hours, minutes and seconds: 130500.
    pub(super) time: u32,
    pub(super) tenant: String,
    pub(super) register: String,
}

impl Name {
    /// The name of a backup made at that moment.
    pub(super) fn at(keyring: &Keyring, now: i64) -> Self {
        let day = Day::at(now, keyring.zone_minutes);
        let seconds = ((now - day.starts_at(keyring.zone_minutes)) / 1000).unsigned_abs() as u32;
        let time = seconds / 3600 * 10_000 + seconds / 60 % 60 * 100 + seconds % 60;
        Self { day, time, tenant: tenant_of(keyring), register: keyring.register.clone() }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(4, '-');
        let (nadi, tenant, register, moment) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let (day, time) = moment.rsplit_once('-')?;
        if nadi != "nadi" || time.len() != 6 {
            return None;
        }
        let (tenant, register) = (tenant.to_owned(), register.to_owned());
        Some(Self { day: Day::parse_iso(day).ok()?, time: time.parse().ok()?, tenant, register })
    }

    /// UTC milliseconds of that moment.
    pub(super) fn moment(&self, zone: i64) -> i64 {
        let seconds = self.time / 10_000 * 3600 + self.time / 100 % 100 * 60 + self.time % 100;
        self.day.starts_at(zone) + i64::from(seconds) * 1000
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "nadi-{}-{}-{}-{:06}", self.tenant, self.register, self.day.to_iso(), self.time)
    }
}

/// The part of a tenant's id that its backups carry in their names.
pub(super) fn tenant_of(keyring: &Keyring) -> String {
    keyring.tenant.iter().take(4).map(|b| format!("{b:02x}")).collect()
}

/// The names of the whole backups in a folder, newest first.
pub(super) fn names(folder: &Path) -> Vec<Name> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<Name> = entries.filter_map(|e| Name::parse(&e.file_name().to_string_lossy())).collect();
    names.sort_unstable_by(|a, b| b.cmp(a));
    names
}

/// Which of one computer's backups, newest first, are removed after `made`: all but `made`, the newest of each of
/// the last seven days and the newest of each of the last four weeks that have one.
pub(super) fn to_remove<'a>(names: &'a [Name], made: &Name) -> Vec<&'a Name> {
    let (mut days, mut weeks) = (BTreeSet::new(), BTreeSet::new());
    let stays = |name: &&Name| {
        let of_its_day = days.len() < DAYS && days.insert(name.day);
        let of_its_week = weeks.len() < WEEKS && weeks.insert(name.day.week_start());
        !(of_its_day || of_its_week || *name == made)
    };
    names.iter().filter(stays).collect()
}

/// The backup in a folder of that name.
pub(super) fn backup(folder: &Path, name: &Name, clinic: &str, zone: i64) -> Backup {
    let path = folder.join(name.to_string());
    Backup {
        clinic: clinic.to_owned(),
        register: name.register.clone(),
        at: name.moment(zone),
        bytes: store::backup::size(&path),
        path: path.display().to_string(),
    }
}

/// The backups in a folder, whosever they are.
pub(super) fn found(folder: &Path) -> Vec<Backup> {
    let about = |name: &Name| {
        let keyring = Keyring::read(&Profile::at(&folder.join(name.to_string()))).ok()?.0;
        Some(backup(folder, name, &keyring.clinic, keyring.zone_minutes))
    };
    names(folder).iter().filter_map(about).collect()
}

/// The backup that a person means: the folder itself, the folder of a file in it, or the newest in a folder.
pub(super) fn meant(path: &Path) -> Option<PathBuf> {
    let is_one = |path: &Path| Profile::at(path).database().is_file();
    if is_one(path) {
        return Some(path.to_owned());
    }
    if path.is_file() {
        return path.parent().filter(|folder| is_one(folder)).map(Path::to_owned);
    }
    names(path).first().map(|name| path.join(name.to_string()))
}

/// Disks beside the one that `home` lies on.
pub(super) fn places(home: &Path) -> Vec<Place> {
    let folders = |path: &Path| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(path).into_iter().flatten().flatten();
        entries.map(|e| e.path()).filter(|p| p.is_dir()).collect()
    };
    let mut found = Vec::new();
    for base in BASES.map(Path::new) {
        for child in folders(base) {
            found.extend(folders(&child).into_iter().filter(|grandchild| !store::same_disk(&child, grandchild)));
            if !store::same_disk(base, &child) {
                found.push(child);
            }
        }
    }
    if cfg!(windows) {
        found.extend(('D'..='Z').map(|letter| PathBuf::from(format!("{letter}:\\"))).filter(|p| p.is_dir()));
    }
    found.retain(|place| !store::same_disk(home, place));
    found.sort();
    found.into_iter().map(|p| Place { free: store::free_space(&p), path: p.display().to_string() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Name {
        Name::parse(text).unwrap()
    }

    #[test]
    fn a_name_says_whose_when_and_of_which_register() {
        let text = "nadi-4f2a91c0-A1-2026-11-23-130509";
        assert_eq!(name(text).to_string(), text);
        assert_eq!(name(text).moment(330), Day::parse_iso("2026-11-23").unwrap().starts_at(330) + 47_109_000);
        for not in ["nadi-4f2a91c0-A1-2026-11-23-130509.part", "nadi-4f2a91c0-A2.register", "holiday", "nadi-1-A1-x-1"]
        {
            assert_eq!(Name::parse(not), None, "{not}");
        }
    }

    #[test]
    fn the_newest_of_seven_days_and_of_four_weeks_stay() {
        let first = Day::parse_iso("2026-11-23").unwrap();
        // Two a day for sixty days, newest first.
        let days = (0..60).flat_map(|back| [(back, 180_000), (back, 90_000)]);
        let names: Vec<Name> = days
            .map(|(back, time)| Name { day: first.plus_days(-back), time, tenant: "00".into(), register: "A1".into() })
            .collect();
        let gone = to_remove(&names, &names[0]);
        let stay: Vec<String> =
            names.iter().filter(|n| !gone.contains(n)).map(|n| format!("{} {}", n.day.to_iso(), n.time)).collect();
        // 23 November 2026 is a Monday: of its own week and of the three before, each to its Sunday.
        let expected = ["23", "22", "21", "20", "19", "18", "17", "15", "08"].map(|d| format!("2026-11-{d} 180000"));
        assert_eq!(stay, expected);
    }

    #[test]
    fn the_one_just_made_stays_also_under_a_clock_that_was_set_back() {
        let day = Day::parse_iso("2030-01-01").unwrap();
        let name = |day| Name { day, time: 1, tenant: "00".into(), register: "A1".into() };
        let mut names: Vec<Name> = (0..40).map(|back| name(day.plus_days(-back))).collect();
        let made = name(day.plus_days(-400));
        names.push(made.clone());
        assert!(!to_remove(&names, &made).contains(&&made));
    }
}
