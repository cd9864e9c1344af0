//! Serializer of JSON text in memory. It writes the same bytes as serde_json, and looks for characters to escape in eight
//! bytes at once.

use serde::ser::{
    Error as _, Impossible, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, SerializeTupleStruct, SerializeTupleVariant,
};
use serde::{Serialize, Serializer};
use serde_json::Error;

use super::super::source::RAW_TEXT;
use super::super::transcode::NUMBER;
use super::text::quoted;

/// Returns the JSON of a value.
pub(in super::super) fn to_json_vec<T: Serialize>(value: &T) -> Result<Vec<u8>, Error> {
    let mut encoder = Encoder {
        json: Vec::with_capacity(128),
        takes_raw: false,
    };
    value.serialize(&mut encoder)?;
    Ok(encoder.json)
}

/// Returns the JSON of a value as text.
pub(in super::super) fn to_json_text<T: Serialize>(value: &T) -> Result<String, Error> {
    String::from_utf8(to_json_vec(value)?).map_err(Error::custom)
}

pub(super) struct Encoder {
    json: Vec<u8>,
    /// The next string is the text of a value, as for serde_json.
    takes_raw: bool,
}

impl Encoder {
    #[inline]
    fn push(&mut self, text: &str) {
        self.json.extend_from_slice(text.as_bytes());
    }

    #[inline]
    fn push_string(&mut self, content: &str) {
        self.json.reserve(content.len() + 2);
        quoted(content, |piece| self.push(piece));
    }

    /// Starts an object or an array, which `close` ends.
    #[inline]
    fn open(&mut self, open: &str, close: &'static str) -> Result<Compound<'_>, Error> {
        self.push(open);
        Ok(Compound {
            encoder: self,
            is_first: true,
            close,
        })
    }

    /// Starts the value of a variant of an enumeration, in an object of one member.
    fn open_variant(
        &mut self,
        variant: &str,
        open: &str,
        close: &'static str,
    ) -> Result<Compound<'_>, Error> {
        self.push("{");
        self.push_string(variant);
        self.push(":");
        self.open(open, close)
    }
}

/// Defines the methods that serde_json implements for a scalar.
macro_rules! scalars {
    ($($method:ident($ty:ty))*) => {
        $(
            fn $method(self, value: $ty) -> Result<(), Error> {
                serde_json::Serializer::new(&mut self.json).$method(value)
            }
        )*
    };
}

impl<'e> Serializer for &'e mut Encoder {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Compound<'e>;
    type SerializeTuple = Compound<'e>;
    type SerializeTupleStruct = Compound<'e>;
    type SerializeTupleVariant = Compound<'e>;
    type SerializeMap = Compound<'e>;
    type SerializeStruct = Compound<'e>;
    type SerializeStructVariant = Compound<'e>;

    scalars! {
        serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64) serialize_i128(i128)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64) serialize_u128(u128)
        serialize_f32(f32) serialize_f64(f64) serialize_char(char) serialize_bytes(&[u8])
    }

    #[inline]
    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        self.push(if value { "true" } else { "false" });
        Ok(())
    }

    #[inline]
    fn serialize_str(self, value: &str) -> Result<(), Error> {
        if self.takes_raw {
            self.push(value);
        } else {
            self.push_string(value);
        }
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.push("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Error> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        let inside = self.open_variant(variant, "", "}")?;
        value.serialize(&mut *inside.encoder)?;
        inside.close()
    }

    #[inline]
    fn serialize_seq(self, _: Option<usize>) -> Result<Compound<'e>, Error> {
        self.open("[", "]")
    }

    fn serialize_tuple(self, _: usize) -> Result<Compound<'e>, Error> {
        self.open("[", "]")
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Compound<'e>, Error> {
        self.open("[", "]")
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Compound<'e>, Error> {
        self.open_variant(variant, "[", "]}")
    }

    #[inline]
    fn serialize_map(self, _: Option<usize>) -> Result<Compound<'e>, Error> {
        self.open("{", "}")
    }

    #[inline]
    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Compound<'e>, Error> {
        if matches!(name, RAW_TEXT | NUMBER) {
            self.takes_raw = true;
            return self.open("", "");
        }
        self.open("{", "}")
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Compound<'e>, Error> {
        self.open_variant(variant, "{", "}}")
    }
}

/// An object or an array that is being written.
pub(super) struct Compound<'e> {
    encoder: &'e mut Encoder,
    is_first: bool,
    close: &'static str,
}

impl Compound<'_> {
    /// Writes the comma before each element or member but the first.
    #[inline]
    fn separate(&mut self) {
        if !self.is_first {
            self.encoder.push(",");
        }
        self.is_first = false;
    }

    #[inline]
    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.separate();
        value.serialize(&mut *self.encoder)
    }

    fn member<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), Error> {
        if self.encoder.takes_raw {
            let written = value.serialize(&mut *self.encoder);
            self.encoder.takes_raw = false;
            return written;
        }
        self.separate();
        self.encoder.push_string(name);
        self.encoder.push(":");
        value.serialize(&mut *self.encoder)
    }

    #[inline]
    fn close(self) -> Result<(), Error> {
        self.encoder.push(self.close);
        Ok(())
    }
}

/// Implements the traits of arrays.
macro_rules! arrays {
    ($($of:ident::$method:ident)*) => {
        $(
            impl $of for Compound<'_> {
                type Ok = ();
                type Error = Error;

                #[inline]
                fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                    self.element(value)
                }

                #[inline]
                fn end(self) -> Result<(), Error> {
                    self.close()
                }
            }
        )*
    };
}

arrays! {
    SerializeSeq::serialize_element SerializeTuple::serialize_element
    SerializeTupleStruct::serialize_field SerializeTupleVariant::serialize_field
}

/// Implements the traits of structs.
macro_rules! structs {
    ($($of:ident)*) => {
        $(
            impl $of for Compound<'_> {
                type Ok = ();
                type Error = Error;

                #[inline]
                fn serialize_field<T: Serialize + ?Sized>(
                    &mut self,
                    name: &'static str,
                    value: &T,
                ) -> Result<(), Error> {
                    self.member(name, value)
                }

                #[inline]
                fn end(self) -> Result<(), Error> {
                    self.close()
                }
            }
        )*
    };
}

structs!(SerializeStruct SerializeStructVariant);

impl SerializeMap for Compound<'_> {
    type Ok = ();
    type Error = Error;

    #[inline]
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.separate();
        key.serialize(Key(&mut *self.encoder))
    }

    #[inline]
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.encoder.push(":");
        value.serialize(&mut *self.encoder)
    }

    #[inline]
    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

/// Serializer of the name of a member.
struct Key<'e>(&'e mut Encoder);

/// Defines the methods that serde_json implements for the name of a member.
macro_rules! scalar_keys {
    ($($method:ident($ty:ty))*) => {
        $(
            fn $method(self, key: $ty) -> Result<(), Error> {
                let mut json = Vec::new();
                SerializeMap::serialize_key(
                    &mut serde_json::Serializer::new(&mut json).serialize_map(None)?,
                    &key,
                )?;
                // The brace that opens the object is before the name.
                self.0.json.extend(json.into_iter().skip(1));
                Ok(())
            }
        )*
    };
}

/// Defines the methods for values that are no names.
macro_rules! no_keys {
    ($($method:ident($($argument:ty),*) -> $result:ty;)*) => {
        $(
            fn $method(self, $(_: $argument),*) -> Result<$result, Error> {
                Err(not_a_name())
            }
        )*
    };
}

#[cold]
fn not_a_name() -> Error {
    Error::custom("key must be a string")
}

type Never = Impossible<(), Error>;

impl Serializer for Key<'_> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Never;
    type SerializeTuple = Never;
    type SerializeTupleStruct = Never;
    type SerializeTupleVariant = Never;
    type SerializeMap = Never;
    type SerializeStruct = Never;
    type SerializeStructVariant = Never;

    #[inline]
    fn serialize_str(self, name: &str) -> Result<(), Error> {
        self.0.push_string(name);
        Ok(())
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Error> {
        self.serialize_str(variant)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, key: &T) -> Result<(), Error> {
        key.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        key: &T,
    ) -> Result<(), Error> {
        key.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Error> {
        Err(not_a_name())
    }

    scalar_keys! {
        serialize_bool(bool) serialize_char(char) serialize_f32(f32) serialize_f64(f64)
        serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64) serialize_i128(i128)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64) serialize_u128(u128)
    }

    no_keys! {
        serialize_bytes(&[u8]) -> ();
        serialize_none() -> ();
        serialize_unit() -> ();
        serialize_unit_struct(&'static str) -> ();
        serialize_seq(Option<usize>) -> Never;
        serialize_tuple(usize) -> Never;
        serialize_tuple_struct(&'static str, usize) -> Never;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Never;
        serialize_map(Option<usize>) -> Never;
        serialize_struct(&'static str, usize) -> Never;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Never;
    }
}
