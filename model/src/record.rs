//! The one place where an entity's fields are declared.
//!
//! `record!` turns a declaration into the struct, its id and [`Record::FIELDS`]. From these come the SQL
//! that reads and writes it, the operations of the log, forms and tables, import mapping, history, and
//! the test that compares the migrations with the declarations.

use crate::Id;
use crate::value::{Shape, Value};

/// What happens where two desks set one field, neither having seen the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merge {
    /// The later one is shown, the earlier stays in the history: phone, address, preferences.
    Latest,
    /// The later one is shown and a person decides: allergy, identity, states.
    Review,
    /// Never edited; both entries stand, totals are derived: payments, movements, signed notes.
    Ledger,
}

/// Whether a field's value is sealed once more inside the encrypted database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sensitivity {
    /// Protected by the database's encryption alone.
    Plain,
    /// Sealed per field, masked on screen, revealed on demand, each reveal an event.
    Identifier,
}

/// One declared field.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its number in the log; it never changes meaning.
    pub number: u16,
    /// Its column, its JSON name, and after `label-<record>-` the key of its label.
    pub name: &'static str,
    /// How it is kept.
    pub shape: Shape,
    /// Whether it always holds a value.
    pub required: bool,
    /// What two concurrent edits become.
    pub merge: Merge,
    /// Whether it is sealed again.
    pub sensitivity: Sensitivity,
}

/// An entity that the log and a table keep.
pub trait Record: Sized {
    /// Its number in the log; it never changes meaning.
    const KIND: u16;
    /// Its table, and its name in `history.list`.
    const NAME: &'static str;
    /// Its fields, in the order of their columns.
    const FIELDS: &'static [Field];
    /// Its id.
    fn id(&self) -> Id<Self>;
    /// The values of its fields, in the order of [`Record::FIELDS`].
    fn values(&self) -> Vec<Value>;
    /// The record of these values, in the order of [`Record::FIELDS`]; on failure the number of the
    /// first field that cannot be read.
    fn from_values(id: Id<Self>, values: &[Value]) -> Result<Self, u16>;
}

/// A declaration without its struct: what the store needs of each table.
#[derive(Clone, Copy, Debug)]
pub struct Entity {
    /// [`Record::KIND`].
    pub kind: u16,
    /// [`Record::NAME`].
    pub name: &'static str,
    /// [`Record::FIELDS`].
    pub fields: &'static [Field],
}

impl Entity {
    /// The declaration of record `R`.
    pub const fn of<R: Record>() -> Self {
        Self { kind: R::KIND, name: R::NAME, fields: R::FIELDS }
    }

    /// The field of that number.
    pub fn field(&self, number: u16) -> Option<&'static Field> {
        self.fields.iter().find(|f| f.number == number)
    }
}

/// Finds a field's number by name while compiling, so that a misspelt name does not build.
pub const fn number_of(fields: &[Field], name: &str) -> u16 {
    let mut i = 0;
    while i < fields.len() {
        if same(fields[i].name.as_bytes(), name.as_bytes()) {
            return fields[i].number;
        }
        i += 1;
    }
    panic!("no field of that name")
}

const fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut i = 0;
    while i < a.len() {
        if a[i] != b[i] {
            return false;
        }
        i += 1;
    }
    true
}

/// Declares a record: `number name: Type, merge class [, identifier];` a line.
#[macro_export]
macro_rules! record {
    ($(#[$meta:meta])* $vis:vis struct $name:ident = $kind:literal $table:literal {
        $($(#[$fmeta:meta])* $number:literal $field:ident : $ty:ty, $merge:ident $(, $sens:ident)?;)+
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        $vis struct $name {
            /// The record's id.
            pub id: $crate::Id<$name>,
            $($(#[$fmeta])* pub $field: $ty,)+
        }

        impl $crate::Record for $name {
            const KIND: u16 = $kind;
            const NAME: &'static str = $table;
            const FIELDS: &'static [$crate::record::Field] = &[$($crate::record::Field {
                number: $number,
                name: stringify!($field),
                shape: <$ty as $crate::value::Datum>::SHAPE,
                required: <$ty as $crate::value::Datum>::REQUIRED,
                merge: $crate::record!(@merge $merge),
                sensitivity: $crate::record!(@sens $($sens)?),
            }),+];

            fn id(&self) -> $crate::Id<Self> {
                self.id
            }

            fn values(&self) -> Vec<$crate::Value> {
                vec![$($crate::value::Datum::to_value(&self.$field)),+]
            }

            fn from_values(id: $crate::Id<Self>, values: &[$crate::Value]) -> Result<Self, u16> {
                let mut values = values.iter();
                let nothing = $crate::Value::Null;
                Ok(Self {
                    id,
                    $($field: $crate::value::Datum::from_value(values.next().unwrap_or(&nothing)).ok_or($number as u16)?,)+
                })
            }
        }
    };
    (@merge latest) => { $crate::record::Merge::Latest };
    (@merge review) => { $crate::record::Merge::Review };
    (@merge ledger) => { $crate::record::Merge::Ledger };
    (@sens) => { $crate::record::Sensitivity::Plain };
    (@sens identifier) => { $crate::record::Sensitivity::Identifier };
}

/// Every declared entity, in the order of their kinds.
pub const ENTITIES: &[Entity] = {
    use crate::{billing, draft, paper, patient, schedule, tenancy};
    &[
        Entity::of::<tenancy::Clinic>(),
        Entity::of::<tenancy::Business>(),
        Entity::of::<tenancy::Branch>(),
        Entity::of::<tenancy::User>(),
        Entity::of::<tenancy::Desk>(),
        Entity::of::<tenancy::ClockAnswer>(),
        Entity::of::<patient::Patient>(),
        Entity::of::<patient::Allergy>(),
        Entity::of::<patient::Consent>(),
        Entity::of::<patient::Visit>(),
        Entity::of::<patient::Import>(),
        Entity::of::<patient::Reveal>(),
        Entity::of::<schedule::Practice>(),
        Entity::of::<schedule::Hours>(),
        Entity::of::<schedule::Closure>(),
        Entity::of::<schedule::Delay>(),
        Entity::of::<schedule::Appointment>(),
        Entity::of::<billing::Service>(),
        Entity::of::<billing::Charge>(),
        Entity::of::<billing::Bill>(),
        Entity::of::<billing::BillLine>(),
        Entity::of::<billing::BillCancellation>(),
        Entity::of::<billing::Receipt>(),
        Entity::of::<billing::Payment>(),
        Entity::of::<billing::PaymentCheck>(),
        Entity::of::<billing::DrawerEntry>(),
        Entity::of::<billing::DrawerClose>(),
        Entity::of::<billing::DayLock>(),
        Entity::of::<paper::Paper>(),
        Entity::of::<paper::Print>(),
        Entity::of::<draft::Handover>(),
    ]
};

impl Entity {
    /// The entity of that kind, if this version knows it.
    pub fn of_kind(kind: u16) -> Option<&'static Entity> {
        ENTITIES.iter().find(|e| e.kind == kind)
    }

    /// The entity of that name, if this version knows it.
    pub fn named(name: &str) -> Option<&'static Entity> {
        ENTITIES.iter().find(|e| e.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_used_once_and_fit_a_packed_version() {
        for (i, entity) in ENTITIES.iter().enumerate() {
            assert!(ENTITIES[..i].iter().all(|e| e.kind != entity.kind && e.name != entity.name), "{}", entity.name);
            for (j, field) in entity.fields.iter().enumerate() {
                assert!((1..128).contains(&field.number), "{}.{}", entity.name, field.name);
                assert!(entity.fields[..j].iter().all(|f| f.number != field.number), "{}.{}", entity.name, field.name);
            }
        }
    }
}
