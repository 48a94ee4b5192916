//! The chains that this profile knows: their local numbers, and how much of each is here.

use std::sync::{Arc, RwLock};

use rusqlite::Connection;
use sync::{Incarnation, Version, Versions};

use crate::error::Result;

/// Positions in a chain fit below this; a place in the log is `number << PLACE_BITS | n`.
const PLACE_BITS: u32 = 40;

/// The local numbers of chains, shared by every connection.
#[derive(Clone, Debug, Default)]
pub(crate) struct Chains(Arc<RwLock<Vec<Known>>>);

#[derive(Clone, Copy, Debug)]
struct Known {
    incarnation: Incarnation,
    have: u64,
    /// Up to where this device's own chain says that it has seen it.
    told: u64,
}

impl Chains {
    /// Reads them from the database.
    pub(crate) fn load(db: &Connection) -> Result<Self> {
        let chains = Self::default();
        let mut statement = db.prepare("SELECT number, incarnation, told FROM chain ORDER BY number")?;
        let rows =
            statement.query_map([], |r| Ok((r.get::<_, i64>(0)?, r.get::<_, [u8; 16]>(1)?, r.get::<_, i64>(2)?)))?;
        for row in rows {
            let (number, incarnation, told) = row?;
            let have: Option<i64> = crate::rows::optional(
                db,
                "SELECT place FROM log WHERE place >= ? AND place < ? ORDER BY place DESC LIMIT 1",
                [number << PLACE_BITS, (number + 1) << PLACE_BITS],
            )?;
            let have = have.map_or(0, |p| (p as u64) & ((1 << PLACE_BITS) - 1));
            chains.write(|known| known.push(Known { incarnation: Incarnation(incarnation), have, told: told as u64 }));
        }
        Ok(chains)
    }

    /// Gives a chain that was not met yet its number, in a commit of its own: without transactions it is no harm.
    pub(crate) fn meet(&self, db: &Connection, incarnation: Incarnation) -> Result<()> {
        if self.number(&incarnation).is_none() {
            let number = self.read(<[Known]>::len);
            db.execute("INSERT INTO chain (number, incarnation) VALUES (?, ?)", (number as i64, incarnation.0))?;
            self.write(|known| known.push(Known { incarnation, have: 0, told: 0 }));
        }
        Ok(())
    }

    /// Every chain but `own` of which more is here than `own` says, and up to where.
    pub(crate) fn untold(&self, own: &Incarnation) -> Vec<Version> {
        self.read(|known| {
            let more = known.iter().filter(|k| k.incarnation != *own && k.have > k.told);
            more.map(|k| Version { incarnation: k.incarnation, n: k.have }).collect()
        })
    }

    /// Notes that this device's own chain says so.
    pub(crate) fn set_told(&self, version: Version) {
        self.write(|known| {
            if let Some(chain) = known.iter_mut().find(|k| k.incarnation == version.incarnation) {
                chain.told = version.n;
            }
        });
    }

    /// Notes how much of a chain is here.
    pub(crate) fn set_have(&self, incarnation: Incarnation, n: u64) {
        self.write(|known| {
            if let Some(chain) = known.iter_mut().find(|k| k.incarnation == incarnation) {
                chain.have = n;
            }
        });
    }

    /// Whether that transaction is here.
    pub(crate) fn has(&self, version: &Version) -> bool {
        self.read(|known| known.iter().any(|k| k.incarnation == version.incarnation && version.n <= k.have))
    }

    /// Every chain with how much of it is here, in the order of the local numbers.
    pub(crate) fn all(&self) -> Vec<(Incarnation, u64)> {
        self.read(|known| known.iter().map(|k| (k.incarnation, k.have)).collect())
    }

    /// The place of a transaction in the log.
    pub(crate) fn place(&self, version: Version) -> Option<i64> {
        let number = self.number(&version.incarnation)?;
        Some((number << PLACE_BITS | version.n) as i64)
    }

    /// The first place of a chain, and the first behind it.
    pub(crate) fn span(&self, incarnation: &Incarnation) -> Option<(i64, i64)> {
        let number = self.number(incarnation)?;
        Some(((number << PLACE_BITS) as i64, ((number + 1) << PLACE_BITS) as i64))
    }

    pub(crate) fn pack(&self, versions: &Versions) -> Vec<u8> {
        versions.pack(|i| self.number(i).unwrap_or(u64::MAX >> 1))
    }

    pub(crate) fn unpack(&self, bytes: &[u8]) -> Result<Versions> {
        self.read(|known| Ok(Versions::unpack(bytes, |n| known.get(n as usize).map(|k| k.incarnation))?))
    }

    fn number(&self, incarnation: &Incarnation) -> Option<u64> {
        self.read(|known| known.iter().position(|k| k.incarnation == *incarnation).map(|n| n as u64))
    }

    fn read<T>(&self, f: impl FnOnce(&[Known]) -> T) -> T {
        f(&self.0.read().unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    fn write<T>(&self, f: impl FnOnce(&mut Vec<Known>) -> T) -> T {
        f(&mut self.0.write().unwrap_or_else(std::sync::PoisonError::into_inner))
    }
}
