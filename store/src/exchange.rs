//! What other desks' chains have beyond what is here, and what is here beyond theirs.

use std::collections::BTreeSet;

use rusqlite::Connection;
use sha2::{Digest, Sha256};
use sync::{ChainHash, Dep, Incarnation, Link, SignedHead, Transaction, Version, WireError};

use crate::broken::{self, Rule};
use crate::damage::Damage;
use crate::error::{Error, Result};
use crate::keyring::{Keyring, PreparedKeyring};
use crate::rows::{self, Source, Tables};
use crate::store::{Shared, Store, lock};
use crate::tx::{changed_by, concerns_keyring};
use crate::view::View;

/// A stretch of a chain as its device wrote and signed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Whose chain.
    pub incarnation: Incarnation,
    /// The place of the first transaction.
    pub from: u64,
    /// The transactions, without a hole.
    pub transactions: Vec<Sent>,
    /// The device's signed heads within it; the last covers its end.
    pub heads: Vec<SignedHead>,
}

/// A transaction's bytes as its chain keeps them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The header's CBOR.
    pub header: Vec<u8>,
    /// The groups' CBOR.
    pub groups: Vec<u8>,
    /// The person's signature, where they must answer for it.
    pub act: Option<[u8; 64]>,
}

/// What became of a stretch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It was taken in, up to what rests on something that is not here.
    Here {
        /// How far the chain goes now.
        link: Link,
        /// The kinds and ids of the records that it wrote.
        changed: Vec<(&'static str, [u8; 16])>,
        /// The positions that the rest waits for; none where all was taken.
        need: Vec<Version>,
    },
    /// Another transaction stands at this place of the chain: its device wrote on from an earlier state. Nothing
    /// was taken.
    Branch(u64),
}

impl Store {
    /// Takes in a stretch of another desk's chain, whose signatures `device` made: rows, log and positions in one
    /// durable commit. What is here of it already is passed over.
    ///
    /// Where two desks have seen each other's work by turns, each stretch waits for a part of the other: so what can
    /// be taken is taken, up to the last signed head before what waits, and never a whole stretch or nothing.
    ///
    /// # Errors
    /// [`Error::Wire`](crate::Error::Wire) where bytes, links or signatures do not agree; the database's own. Nothing
    /// of it is kept then.
    pub fn take_in(&self, stretch: &Stretch, device: &[u8; 32]) -> Result<Taken> {
        for head in &stretch.heads {
            head.verify(device)?;
        }
        let writer = lock(&self.writer);
        let (db, shared) = (&writer.db, &*self.shared);
        shared.chains.meet(db, stretch.incarnation)?;
        db.execute_batch("BEGIN IMMEDIATE")?;
        let done = take(db, shared, stretch).and_then(|done| {
            if matches!(done.0, Taken::Here { .. }) {
                db.execute_batch("COMMIT")?;
            }
            Ok(done)
        });
        if !matches!(done, Ok((Taken::Here { .. }, _))) {
            // A commit that failed may have ended the transaction already.
            let _ = db.execute_batch("ROLLBACK");
        }
        let (taken, keyring) = done?;
        if let Taken::Here { link, changed, .. } = &taken {
            shared.chains.set_have(stretch.incarnation, link.n);
            shared.directory.follow(&View { db, shared }, changed);
        }
        keyring.map_or(Ok(()), |keyring| keyring.place(&shared.profile))?;
        Ok(taken)
    }
}

fn take(db: &Connection, shared: &Shared, stretch: &Stretch) -> Result<(Taken, Option<PreparedKeyring>)> {
    let incarnation = stretch.incarnation;
    let root = Link::root(&shared.tenant, &incarnation);
    let have = shared.link_of(db, &incarnation, None)?.unwrap_or(root);
    if stretch.from > have.n + 1 {
        let need = vec![Version { incarnation, n: stretch.from - 1 }];
        return Ok((Taken::Here { link: have, changed: Vec::new(), need }, None));
    }
    let before = shared.link_of(db, &incarnation, Some(stretch.from.saturating_sub(1)))?.unwrap_or(root);
    let links = links(before, stretch)?;
    let (upto, need) = closed(db, shared, stretch, &links, have.n)?;
    let (mut link, mut changed, mut keyring) = (have, BTreeSet::new(), false);
    let mut tables = Tables::of(db);
    for (sent, next) in stretch.transactions.iter().zip(links) {
        if next.n <= have.n {
            if shared.link_of(db, &incarnation, Some(next.n))? != Some(next) {
                return Ok((Taken::Branch(next.n), None));
            }
            continue;
        }
        if next.n > upto {
            break;
        }
        let transaction = Transaction::decode(&sent.header, &sent.groups)?;
        if transaction.n != next.n {
            return Err(WireError::Disagrees("place in the chain").into());
        }
        let version = Version { incarnation, n: next.n };
        keep(db, shared, version, next.hash, sent)?;
        let source = Source {
            version,
            at: transaction.wall + transaction.offset,
            chains: &shared.chains,
            applied: &|v| (v.incarnation == incarnation && v.n < version.n) || shared.chains.has(v),
            log: &|v| Ok(View { db, shared }.transaction(v)?.1),
        };
        for op in transaction.ops() {
            tables.apply(op, &source)?;
        }
        changed.extend(changed_by(&transaction));
        keyring |= concerns_keyring(&transaction);
        link = next;
    }
    for head in stretch.heads.iter().filter(|head| head.to <= link.n) {
        keep_head(db, shared, head)?;
    }
    let prepared = match keyring {
        true => Some(Keyring::of(&View { db, shared })?.prepare(&shared.profile)?),
        false => None,
    };
    Ok((Taken::Here { link, changed: changed.into_iter().collect(), need }, prepared))
}

/// Up to where a stretch rests on what is here, and what the rest waits for. It ends at a signed head, so that all
/// that is kept can be handed on, though its desk be lost.
///
/// Nobody waits for ever: deps name signed heads alone, because nothing else is kept, so between two heads of one chain
/// and two of another, only one can have seen the other.
fn closed(
    db: &Connection,
    shared: &Shared,
    stretch: &Stretch,
    links: &[Link],
    have: u64,
) -> Result<(u64, Vec<Version>)> {
    for (sent, link) in stretch.transactions.iter().zip(links).filter(|(_, link)| link.n > have) {
        let need = missing(db, shared, &Transaction::decode_header(&sent.header)?)?;
        if !need.is_empty() {
            let signed = stretch.heads.iter().map(|head| head.to).filter(|to| *to < link.n && !broken::is(Rule::Cut));
            return Ok((signed.max().unwrap_or(0), need));
        }
    }
    Ok((links.last().map_or(have, |link| link.n), Vec::new()))
}

/// The chain's place behind each transaction of a stretch, as its signed heads have it.
///
/// # Errors
/// [`WireError::Disagrees`] where a head has another hash, or none covers the end.
fn links(before: Link, stretch: &Stretch) -> Result<Vec<Link>, WireError> {
    let mut links: Vec<Link> = Vec::with_capacity(stretch.transactions.len());
    for sent in &stretch.transactions {
        let link = links.last().unwrap_or(&before);
        links.push(link.next(&sent.header, &Transaction::commitments(&sent.groups)?));
    }
    let signed = stretch.heads.iter().all(|head| links.contains(&Link { n: head.to, hash: head.hash }));
    let covered = links.last().is_none_or(|end| stretch.heads.iter().any(|head| head.to == end.n));
    if signed && covered { Ok(links) } else { Err(WireError::Disagrees("signed head")) }
}

/// What a transaction rests on that is not here.
fn missing(db: &Connection, shared: &Shared, transaction: &Transaction) -> Result<Vec<Version>> {
    let mut missing = Vec::new();
    if broken::is(Rule::Need) {
        return Ok(missing);
    }
    for Dep { version, hash } in &transaction.deps {
        let here = shared.link_of(db, &version.incarnation, Some(version.n))?;
        // The same place with another hash is a branch that is not here.
        if here != Some(Link { n: version.n, hash: *hash }) {
            missing.push(*version);
        }
    }
    Ok(missing)
}

fn keep(db: &Connection, shared: &Shared, version: Version, hash: ChainHash, sent: &Sent) -> Result<()> {
    let place = shared.chains.place(version).ok_or(WireError::Malformed)?;
    db.prepare_cached("INSERT INTO log (place, hash, header, groups, act) VALUES (?, ?, ?, ?, ?)")?.execute((
        place,
        hash.0,
        &sent.header,
        &sent.groups,
        sent.act.map(|s| s.to_vec()),
    ))?;
    Ok(())
}

fn keep_head(db: &Connection, shared: &Shared, head: &SignedHead) -> Result<()> {
    let place =
        shared.chains.place(Version { incarnation: head.incarnation, n: head.to }).ok_or(WireError::Malformed)?;
    db.prepare_cached(
        "INSERT INTO signed_head (place, from_n, hash, deps, envelope, signature) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT DO NOTHING",
    )?
    .execute((
        place,
        head.from as i64,
        head.hash.0,
        Dep::write_all(&head.deps),
        head.envelope.0,
        head.signature,
    ))?;
    Ok(())
}

impl Shared {
    /// A signed head of a chain, from the columns place, from_n, hash, deps, envelope and signature.
    pub(crate) fn signed_head(&self, incarnation: Incarnation, row: &rusqlite::Row<'_>) -> Result<SignedHead> {
        let (root, _) = self.chains.span(&incarnation).ok_or(Error::Damaged(Damage::Table))?;
        Ok(SignedHead {
            tenant: self.tenant,
            incarnation,
            from: row.get::<_, i64>(1)? as u64,
            to: (row.get::<_, i64>(0)? - root) as u64,
            hash: ChainHash(row.get(2)?),
            deps: Dep::read_all(row.get_ref(3)?.as_blob().map_err(rusqlite::Error::from)?)?,
            envelope: ChainHash(row.get(4)?),
            signature: row.get(5)?,
        })
    }

    /// What of other chains is here that this device's own does not say yet, with the hashes there.
    pub(crate) fn untold(&self, db: &Connection) -> Result<Vec<Dep>> {
        let mut deps = Vec::new();
        for version in self.chains.untold(&self.incarnation) {
            let link = self.link_of(db, &version.incarnation, Some(version.n))?;
            let link = link.filter(|l| l.n == version.n).ok_or(Error::Damaged(Damage::Table))?;
            deps.push(Dep { version, hash: link.hash });
        }
        Ok(deps)
    }
}

impl View<'_> {
    /// What is here of a chain behind `after`, up to its last signed head and at most some `bytes` of it; nothing where
    /// no signed head lies behind `after`.
    ///
    /// # Errors
    /// The database's own.
    pub fn stretch(&self, incarnation: Incarnation, after: u64, bytes: usize) -> Result<Option<Stretch>> {
        let Some((root, end)) = self.shared.chains.span(&incarnation) else { return Ok(None) };
        let mut heads = self.heads_behind(incarnation, root + after as i64, end)?;
        let mut statement = self
            .db
            .prepare_cached("SELECT header, groups, act FROM log WHERE place > ? AND place <= ? ORDER BY place")?;
        let (mut transactions, mut size, mut signed) = (Vec::new(), 0, 0);
        let Some(last) = heads.last() else { return Ok(None) };
        let mut rows = statement.query([root + after as i64, root + last.to as i64])?;
        while let Some(row) = rows.next()? {
            let sent = Sent { header: row.get(0)?, groups: row.get(1)?, act: row.get(2)? };
            size += sent.header.len() + sent.groups.len();
            transactions.push(sent);
            let n = after + transactions.len() as u64;
            if heads.iter().any(|head| head.to == n) {
                signed = n;
                if size >= bytes {
                    break;
                }
            }
        }
        heads.retain(|head| head.to <= signed);
        transactions.truncate((signed - after) as usize);
        Ok(Some(Stretch { incarnation, from: after + 1, transactions, heads }))
    }

    fn heads_behind(&self, incarnation: Incarnation, place: i64, end: i64) -> Result<Vec<SignedHead>> {
        let mut statement = self.db.prepare_cached(
            "SELECT place, from_n, hash, deps, envelope, signature FROM signed_head
             WHERE place > ? AND place < ? ORDER BY place",
        )?;
        let mut rows = statement.query([place, end])?;
        let mut heads = Vec::new();
        while let Some(row) = rows.next()? {
            heads.push(self.shared.signed_head(incarnation, row)?);
        }
        Ok(heads)
    }

    /// A hash over the heads of every field of every record: the same on every desk that has the same transactions,
    /// in whatever order they came.
    ///
    /// # Errors
    /// The database's own.
    pub fn state_hash(&self) -> Result<[u8; 32]> {
        let mut hasher = Sha256::new();
        for entity in model::record::ENTITIES {
            let sql = format!("SELECT id, versions FROM {} ORDER BY id", entity.name);
            let mut statement = self.db.prepare_cached(&sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let versions = self.shared.chains.unpack(row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?)?;
                hasher.update(entity.kind.to_be_bytes());
                hasher.update(row.get::<_, [u8; 16]>(0)?);
                hasher.update(versions.stamp().to_string());
            }
        }
        Ok(hasher.finalize().into())
    }

    /// Every row with its values and heads, as text: what two desks at rest must agree on to the letter.
    ///
    /// # Errors
    /// The database's own.
    pub fn rows_as_text(&self) -> Result<Vec<String>> {
        let mut out = Vec::new();
        for entity in model::record::ENTITIES {
            let sql = format!("SELECT {} FROM {} ORDER BY id", rows::columns(entity), entity.name);
            let mut statement = self.db.prepare(&sql)?;
            let mut found = statement.query([])?;
            while let Some(row) = found.next()? {
                out.push(format!("{} {:?}", entity.name, rows::read(row, entity, &self.shared.chains)?));
            }
        }
        Ok(out)
    }
}
