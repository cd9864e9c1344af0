//! Serializers that split a value into the members of a form, so that files keep their bytes and names.

use serde::ser::{
    Error as _, Impossible, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple,
};
use serde::{Serialize, Serializer};
use serde_json::Error;

use super::super::Json;
use super::File;

/// The value of a member of a form.
#[derive(Debug)]
pub(super) enum FormValue {
    Json(Json),
    Files(Vec<File>),
}

/// Splits an object into its members.
///
/// # Errors
///
/// The value is no object, or has a file that is neither a member nor an element of one.
pub(super) fn split<T: Serialize + ?Sized>(value: &T) -> Result<Vec<(String, FormValue)>, Error> {
    value.serialize(FormSerializer)
}

/// Defines the methods of a serializer that accept no value.
macro_rules! refuse {
    ($reason:literal: $($method:ident($($argument:ty),*))*) => {
        $(fn $method(self, $(_: $argument),*) -> Result<Self::Ok, Error> {
            Err(Error::custom($reason))
        })*

        fn serialize_unit_variant(
            self,
            _: &'static str,
            _: u32,
            _: &'static str,
        ) -> Result<Self::Ok, Error> {
            Err(Error::custom($reason))
        }

        fn serialize_newtype_variant<T: Serialize + ?Sized>(
            self,
            _: &'static str,
            _: u32,
            _: &'static str,
            _: &T,
        ) -> Result<Self::Ok, Error> {
            Err(Error::custom($reason))
        }

        fn serialize_tuple_struct(
            self,
            _: &'static str,
            _: usize,
        ) -> Result<Self::SerializeTupleStruct, Error> {
            Err(Error::custom($reason))
        }

        fn serialize_tuple_variant(
            self,
            _: &'static str,
            _: u32,
            _: &'static str,
            _: usize,
        ) -> Result<Self::SerializeTupleVariant, Error> {
            Err(Error::custom($reason))
        }

        fn serialize_struct_variant(
            self,
            _: &'static str,
            _: u32,
            _: &'static str,
            _: usize,
        ) -> Result<Self::SerializeStructVariant, Error> {
            Err(Error::custom($reason))
        }
    };
}

/// Defines the methods that pass on what is inside.
macro_rules! transparent {
    () => {
        fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Self::Ok, Error> {
            value.serialize(self)
        }

        fn serialize_newtype_struct<T: Serialize + ?Sized>(
            self,
            _: &'static str,
            value: &T,
        ) -> Result<Self::Ok, Error> {
            value.serialize(self)
        }
    };
}

/// Serializer of the whole form.
struct FormSerializer;

impl Serializer for FormSerializer {
    type Ok = Vec<(String, FormValue)>;
    type Error = Error;
    type SerializeSeq = Impossible<Self::Ok, Error>;
    type SerializeTuple = Impossible<Self::Ok, Error>;
    type SerializeTupleStruct = Impossible<Self::Ok, Error>;
    type SerializeTupleVariant = Impossible<Self::Ok, Error>;
    type SerializeMap = FormMembers;
    type SerializeStruct = FormMembers;
    type SerializeStructVariant = Impossible<Self::Ok, Error>;

    transparent!();
    refuse!("a form is an object":
        serialize_bool(bool) serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64) serialize_f32(f32)
        serialize_f64(f64) serialize_char(char) serialize_str(&str) serialize_bytes(&[u8])
        serialize_none() serialize_unit() serialize_unit_struct(&'static str)
    );

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, Error> {
        Err(Error::custom("a form is an object"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Error> {
        Err(Error::custom("a form is an object"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<FormMembers, Error> {
        Ok(FormMembers::default())
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<FormMembers, Error> {
        Ok(FormMembers::default())
    }
}

#[derive(Default)]
struct FormMembers {
    name: String,
    members: Vec<(String, FormValue)>,
}

impl FormMembers {
    fn add<T: Serialize + ?Sized>(&mut self, name: String, value: &T) -> Result<(), Error> {
        let value = match value.serialize(FileSerializer) {
            Ok(files) => FormValue::Files(files),
            Err(_) => {
                let text = serde_json::to_string(value)?;
                FormValue::Json(serde_json::from_str(&text)?)
            }
        };
        self.members.push((name, value));
        Ok(())
    }
}

impl SerializeMap for FormMembers {
    type Ok = Vec<(String, FormValue)>;
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.name = serde_json::from_str(&serde_json::to_string(key)?)?;
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let name = std::mem::take(&mut self.name);
        self.add(name, value)
    }

    fn end(self) -> Result<Self::Ok, Error> {
        Ok(self.members)
    }
}

impl SerializeStruct for FormMembers {
    type Ok = Vec<(String, FormValue)>;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.add(name.to_owned(), value)
    }

    fn end(self) -> Result<Self::Ok, Error> {
        Ok(self.members)
    }
}

/// Serializer of a member that is a file or a list of files. It refuses any other value.
pub(super) struct FileSerializer;

impl Serializer for FileSerializer {
    type Ok = Vec<File>;
    type Error = Error;
    type SerializeSeq = Files;
    type SerializeTuple = Files;
    type SerializeTupleStruct = Impossible<Self::Ok, Error>;
    type SerializeTupleVariant = Impossible<Self::Ok, Error>;
    type SerializeMap = Impossible<Self::Ok, Error>;
    type SerializeStruct = FileFields;
    type SerializeStructVariant = Impossible<Self::Ok, Error>;

    transparent!();
    refuse!("not a file":
        serialize_bool(bool) serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64) serialize_f32(f32)
        serialize_f64(f64) serialize_char(char) serialize_str(&str) serialize_bytes(&[u8])
        serialize_none() serialize_unit() serialize_unit_struct(&'static str)
    );

    fn serialize_seq(self, _: Option<usize>) -> Result<Files, Error> {
        Ok(Files::default())
    }

    fn serialize_tuple(self, _: usize) -> Result<Files, Error> {
        Ok(Files::default())
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Error> {
        Err(Error::custom("not a file"))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<FileFields, Error> {
        Ok(FileFields::default())
    }
}

#[derive(Default)]
pub(super) struct Files(Vec<File>);

impl SerializeSeq for Files {
    type Ok = Vec<File>;
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.0.extend(value.serialize(FileSerializer)?);
        Ok(())
    }

    fn end(self) -> Result<Vec<File>, Error> {
        Ok(self.0)
    }
}

impl SerializeTuple for Files {
    type Ok = Vec<File>;
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Result<Vec<File>, Error> {
        Ok(self.0)
    }
}

/// The fields of a file, which only [`File`] writes.
#[derive(Default)]
pub(super) struct FileFields(Option<File>);

impl SerializeStruct for FileFields {
    type Ok = Vec<File>;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        let file = self.0.get_or_insert_default();
        let bytes = value.serialize(BytesSerializer)?;
        let text = || {
            bytes
                .clone()
                .and_then(|bytes| String::from_utf8(bytes).ok())
        };
        match name {
            "name" => file.name = text(),
            "content_type" => file.content_type = text(),
            "content" => file.content = bytes.unwrap_or_default(),
            _ => return Err(Error::custom("not a file")),
        }
        Ok(())
    }

    fn end(self) -> Result<Vec<File>, Error> {
        self.0
            .map(|file| vec![file])
            .ok_or(Error::custom("not a file"))
    }
}

/// Serializer of bytes, a text, or nothing.
struct BytesSerializer;

impl Serializer for BytesSerializer {
    type Ok = Option<Vec<u8>>;
    type Error = Error;
    type SerializeSeq = Impossible<Self::Ok, Error>;
    type SerializeTuple = Impossible<Self::Ok, Error>;
    type SerializeTupleStruct = Impossible<Self::Ok, Error>;
    type SerializeTupleVariant = Impossible<Self::Ok, Error>;
    type SerializeMap = Impossible<Self::Ok, Error>;
    type SerializeStruct = Impossible<Self::Ok, Error>;
    type SerializeStructVariant = Impossible<Self::Ok, Error>;

    transparent!();
    refuse!("not a file":
        serialize_bool(bool) serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64) serialize_f32(f32)
        serialize_f64(f64) serialize_char(char) serialize_unit() serialize_unit_struct(&'static str)
    );

    fn serialize_none(self) -> Result<Self::Ok, Error> {
        Ok(None)
    }

    fn serialize_str(self, text: &str) -> Result<Self::Ok, Error> {
        Ok(Some(text.as_bytes().to_vec()))
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<Self::Ok, Error> {
        Ok(Some(bytes.to_vec()))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, Error> {
        Err(Error::custom("not a file"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Error> {
        Err(Error::custom("not a file"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Error> {
        Err(Error::custom("not a file"))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeStruct, Error> {
        Err(Error::custom("not a file"))
    }
}
