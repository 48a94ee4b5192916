//! One field's value, as the log and the tables keep it.

use minicbor::data::Type;
use minicbor::{Decode, Decoder, Encode, Encoder};

/// The value of one field. Its CBOR is the plain item: null, bool, integer, text or bytes.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Value {
    /// Nothing was said.
    #[default]
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number: paise, units, days, milliseconds.
    Int(i64),
    /// Text as typed, or a choice's name.
    Text(String),
    /// An id, a key, or a sealed identifier.
    Bytes(Vec<u8>),
}

impl Value {
    /// Whether nothing was said.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }
}

impl<C> Encode<C> for Value {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        match self {
            Value::Null => e.null()?,
            Value::Bool(v) => e.bool(*v)?,
            Value::Int(v) => e.i64(*v)?,
            Value::Text(v) => e.str(v)?,
            Value::Bytes(v) => e.bytes(v)?,
        };
        Ok(())
    }
}

impl<'b, C> Decode<'b, C> for Value {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        Ok(match d.datatype()? {
            Type::Null => {
                d.null()?;
                Value::Null
            }
            Type::Bool => Value::Bool(d.bool()?),
            Type::String => Value::Text(d.str()?.to_owned()),
            Type::Bytes => Value::Bytes(d.bytes()?.to_vec()),
            _ => Value::Int(d.i64()?),
        })
    }
}

/// A type that can be the value of a field.
pub trait Datum: Sized {
    /// How it is kept.
    const SHAPE: Shape;
    /// Whether the field must always hold one.
    const REQUIRED: bool = true;
    /// The value to keep.
    fn to_value(&self) -> Value;
    /// The value read back; `None` where it is not one of this type (from a newer Nadi, say).
    fn from_value(value: &Value) -> Option<Self>;
}

/// How a value is kept, which decides its column's type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Text, UTF-8.
    Text,
    /// A whole number.
    Int,
    /// Yes or no, 0 or 1 in its column.
    Bool,
    /// Bytes.
    Bytes,
}

impl Datum for String {
    const SHAPE: Shape = Shape::Text;

    fn to_value(&self) -> Value {
        Value::Text(self.clone())
    }

    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Text(v) => Some(v.clone()),
            _ => None,
        }
    }
}

impl Datum for i64 {
    const SHAPE: Shape = Shape::Int;

    fn to_value(&self) -> Value {
        Value::Int(*self)
    }

    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Int(v) => Some(*v),
            _ => None,
        }
    }
}

impl Datum for bool {
    const SHAPE: Shape = Shape::Bool;

    fn to_value(&self) -> Value {
        Value::Bool(*self)
    }

    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Bool(v) => Some(*v),
            _ => None,
        }
    }
}

impl Datum for Vec<u8> {
    const SHAPE: Shape = Shape::Bytes;

    fn to_value(&self) -> Value {
        Value::Bytes(self.clone())
    }

    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Bytes(v) => Some(v.clone()),
            _ => None,
        }
    }
}

impl<R> Datum for crate::Id<R> {
    const SHAPE: Shape = Shape::Bytes;

    fn to_value(&self) -> Value {
        Value::Bytes(self.bytes().to_vec())
    }

    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Bytes(v) => Some(Self::from_bytes(v.as_slice().try_into().ok()?)),
            _ => None,
        }
    }
}

impl<T: Datum> Datum for Option<T> {
    const SHAPE: Shape = T::SHAPE;
    const REQUIRED: bool = false;

    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Null, Datum::to_value)
    }

    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            other => T::from_value(other).map(Some),
        }
    }
}

/// Declares a field's fixed set of choices, kept and sent as their names.
///
/// The names are for ever: a choice may be added under a new format level, none renamed.
#[macro_export]
macro_rules! choice {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, schemars::JsonSchema)]
        $vis enum $name { $($(#[$vmeta])* #[schemars(rename = $text)] $variant),+ }

        impl $name {
            /// Every choice, in the order in which a form shows them.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The name that is kept and sent.
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }

            /// The choice of that name.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some($name::$variant),)+ _ => None }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                Self::parse(&text).ok_or_else(|| serde::de::Error::custom("no such choice"))
            }
        }

        impl $crate::value::Datum for $name {
            const SHAPE: $crate::value::Shape = $crate::value::Shape::Text;
            fn to_value(&self) -> $crate::Value { $crate::Value::Text(self.as_str().to_owned()) }
            fn from_value(value: &$crate::Value) -> Option<Self> {
                match value { $crate::Value::Text(t) => Self::parse(t), _ => None }
            }
        }
    };
}
