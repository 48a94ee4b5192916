//! Reading JSON as the types of `model`: replies, announcements, kept forms.
//!
//! serde_json's own reader takes a list where a record belongs, and makes a sentence for each way in which a value
//! may not fit. Nobody sees those here, and every type that is read would carry both: a tenth of the interface.

use std::fmt;

use serde::Deserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Error, Expected, IntoDeserializer, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde_json::{Value, map};

/// The value as a `T`, if it is one.
pub fn read<T: DeserializeOwned>(value: Value) -> Option<T> {
    T::deserialize(Reader(value)).ok()
}

/// That a value is not what was expected: which and why, nobody asks.
#[derive(Debug)]
struct Unfit;

impl fmt::Display for Unfit {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Unfit {}

impl Error for Unfit {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Unfit
    }

    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Unfit
    }

    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Unfit
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Unfit
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Unfit
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Unfit
    }

    fn missing_field(_: &'static str) -> Self {
        Unfit
    }

    fn duplicate_field(_: &'static str) -> Self {
        Unfit
    }
}

struct Reader(Value);

impl Reader {
    fn text(self) -> Result<String, Unfit> {
        match self.0 {
            Value::String(text) => Ok(text),
            _ => Err(Unfit),
        }
    }

    fn list(self) -> Result<List, Unfit> {
        match self.0 {
            Value::Array(list) => Ok(List(list.into_iter())),
            _ => Err(Unfit),
        }
    }

    fn record(self) -> Result<Record, Unfit> {
        match self.0 {
            Value::Object(record) => Ok(Record { fields: record.into_iter(), value: None }),
            _ => Err(Unfit),
        }
    }

    /// A number; one that is the key of a map stands there as text.
    fn signed(self) -> Result<i64, Unfit> {
        match self.0 {
            Value::Number(number) => number.as_i64(),
            Value::String(text) => text.parse().ok(),
            _ => None,
        }
        .ok_or(Unfit)
    }

    /// As [`Reader::signed`].
    fn unsigned(self) -> Result<u64, Unfit> {
        match self.0 {
            Value::Number(number) => number.as_u64(),
            Value::String(text) => text.parse().ok(),
            _ => None,
        }
        .ok_or(Unfit)
    }

    fn float(self) -> Result<f64, Unfit> {
        self.0.as_f64().ok_or(Unfit)
    }
}

/// What a shape is read by.
macro_rules! by {
    ($take:ident, $visit:ident: $($method:ident)+) => { $(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
            visitor.$visit(self.$take()?)
        }
    )+ };
}

impl<'de> Deserializer<'de> for Reader {
    type Error = Unfit;

    by!(signed, visit_i64: deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64);
    by!(unsigned, visit_u64: deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64);
    by!(float, visit_f64: deserialize_f32 deserialize_f64);
    by!(text, visit_string: deserialize_char deserialize_str deserialize_string deserialize_identifier);
    by!(list, visit_seq: deserialize_seq);
    by!(record, visit_map: deserialize_map);

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(value),
            Value::Number(number) if number.is_f64() => Self(Value::Number(number)).deserialize_f64(visitor),
            Value::Number(number) => Self(Value::Number(number)).deserialize_i64(visitor),
            Value::String(text) => visitor.visit_string(text),
            Value::Array(_) => self.deserialize_seq(visitor),
            Value::Object(_) => self.deserialize_map(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_bool(self.0.as_bool().ok_or(Unfit)?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_unit()
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unfit> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        visitor.visit_enum(self.text()?.into_deserializer())
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Unfit> {
        Err(Unfit)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Unfit> {
        Err(Unfit)
    }
}

struct List(std::vec::IntoIter<Value>);

impl<'de> SeqAccess<'de> for List {
    type Error = Unfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Unfit> {
        self.0.next().map(|value| seed.deserialize(Reader(value))).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

struct Record {
    fields: map::IntoIter,
    value: Option<Value>,
}

impl<'de> MapAccess<'de> for Record {
    type Error = Unfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Unfit> {
        let Some((key, value)) = self.fields.next() else { return Ok(None) };
        self.value = Some(value);
        seed.deserialize(Reader(Value::String(key))).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Unfit> {
        seed.deserialize(Reader(self.value.take().ok_or(Unfit)?))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use model::Fault;
    use model::commands::app::Profile;
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_texts_lists_and_records_are_read() {
        assert_eq!(read::<u8>(json!(7)), Some(7));
        assert_eq!(read::<u8>(json!(256)), None);
        assert_eq!(read::<i64>(json!(-7)), Some(-7));
        assert_eq!(read::<Option<String>>(json!(null)), Some(None));
        assert_eq!(read::<(bool, String)>(json!([true, "a"])), Some((true, "a".to_owned())));
        assert_eq!(read::<BTreeMap<i64, String>>(json!({ "500": "2" })), Some(BTreeMap::from([(500, "2".to_owned())])));
        assert_eq!(read::<Value>(json!({ "a": [1, -1, 1.5, null] })), Some(json!({ "a": [1, -1, 1.5, null] })));
    }

    #[test]
    fn a_fault_is_what_was_sent() {
        let fault = Fault::field("name", "field-missing").with("max", 3);
        assert_eq!(read::<Fault>(json!(fault)), Some(fault));
        assert_eq!(read::<Fault>(json!({ "message": "no code" })), None);
        assert_eq!(read::<Fault>(json!(["code", [], [], ""])), None);
    }

    #[test]
    fn a_tagged_choice_is_read() {
        assert_eq!(read::<Profile>(json!({ "state": "ready" })), Some(Profile::Ready));
        assert_eq!(read::<Profile>(json!({ "state": "elsewhere" })), None);
    }
}
