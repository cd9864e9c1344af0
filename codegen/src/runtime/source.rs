//! Where values are read from: our own view of a JSON value, over serde or over a parsed tree.

use std::borrow::Cow;
use std::fmt::{self, Display};
use std::marker::PhantomData;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::json::{NodeSource, Tape};
use super::path::{DEPTH_LIMIT, Path};
use super::plain::{PlainVisitor, is_number_token, read_number, read_raw};
use super::{Fit, Json, Value};

/// The name by which serde_json is asked for the exact text of a value, instead of the value.
pub(super) const RAW_TEXT: &str = "$serde_json::private::RawValue";

/// A number whose text is gone.
const A_NUMBER: &str = "a number with a fraction";

/// One JSON value, waiting to be read in the form its reader asks for.
///
/// Generated code passes sources on; it never implements this. The trait stands between types
/// and serde because serde's own data model has no place for the text of a number, and because
/// a polymorphic value is read from a tree by the same functions as any other.
pub trait Source<'de>: Sized {
    /// How reading fails.
    type Error: de::Error;

    /// Where the value stands in its document.
    fn path(&self) -> &Path<'_>;

    /// The exact JSON text of the value, whatever it is.
    fn text(self) -> Result<Cow<'de, str>, Self::Error>;

    /// The exact JSON text of a null, a boolean, a number or a string. An object or an array is
    /// an error that says that `expected` belongs here.
    fn scalar(self, expected: &str) -> Result<Cow<'de, str>, Self::Error>;

    /// Gives the members of an object to `sink`. A scalar is kept; an array is an error.
    fn object<K: ObjectSink>(self, sink: K) -> Result<Fit<K::Output>, Self::Error>;

    /// Gives the elements of an array to `sink`. A scalar is kept; an object is an error.
    fn array<K: ArraySink>(self, sink: K) -> Result<Fit<K::Output>, Self::Error>;

    /// Parses the value once and gives it to `read` as a tree, to be looked at before a type
    /// for it is chosen.
    fn node<R>(
        self,
        read: impl for<'n, 'p> FnOnce(NodeSource<'n, 'p, Self::Error>) -> Result<R, Self::Error>,
    ) -> Result<R, Self::Error>;

    /// Reads a value that has to be there: one that would have to be kept is an error.
    fn fitting<T: Value>(self) -> Result<T, Self::Error>;
}

/// Takes the members of an object, one after the other.
pub trait ObjectSink {
    /// The name of the type that has the members, for errors; empty if it has none.
    const OWNER: &'static str;
    /// What the members make.
    type Output;

    /// Takes one member.
    fn member<'de, S: Source<'de>>(&mut self, name: &str, value: S) -> Result<(), S::Error>;

    /// Called after the last member.
    fn finish(self) -> Result<Fit<Self::Output>, de::value::Error>;
}

/// Takes the elements of an array, one after the other.
pub trait ArraySink {
    /// What the elements make.
    type Output;

    /// Takes one element.
    fn element<'de, S: Source<'de>>(&mut self, value: S) -> Result<(), S::Error>;

    /// Called after the last element.
    fn finish(self) -> Result<Fit<Self::Output>, de::value::Error>;
}

/// Reads a value through serde. Every generated `Deserialize` is this.
pub fn read<'de, T: Value, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let source = SerdeSource {
        deserializer,
        path: &Path::ROOT,
    };
    source.fitting()
}

/// The error for a value of another kind than its type has.
#[cold]
pub(super) fn another_kind<E: de::Error>(
    path: &Path<'_>,
    owner: &str,
    found: impl Display,
    expected: impl Display,
) -> E {
    let message = format_args!("{found} where {expected} belongs").to_string();
    if owner.is_empty() {
        path.error(message)
    } else {
        path.error_in(owner, message)
    }
}

/// [`Source::scalar`] for a source whose text is at hand.
#[inline]
pub(super) fn check_scalar<'t, E: de::Error>(
    text: Cow<'t, str>,
    path: &Path<'_>,
    expected: &str,
) -> Result<Cow<'t, str>, E> {
    match text.as_bytes().first() {
        Some(b'{') => Err(another_kind(path, "", "an object", expected)),
        Some(b'[') => Err(another_kind(path, "", "an array", expected)),
        _ => Ok(text),
    }
}

/// [`Source::fitting`] for a value that was read.
#[inline]
pub(super) fn check_fit<T: Value, E: de::Error>(fit: Fit<T>, path: &Path<'_>) -> Result<T, E> {
    match fit {
        Fit::Typed(value) => Ok(value),
        Fit::Kept(json) => Err(another_kind(path, "", json.describe(), T::EXPECTED)),
    }
}

/// A value that a serde deserializer is about to give.
struct SerdeSource<'p, D> {
    deserializer: D,
    path: &'p Path<'p>,
}

impl<'de, D: Deserializer<'de>> Source<'de> for SerdeSource<'_, D> {
    type Error = D::Error;

    #[inline]
    fn path(&self) -> &Path<'_> {
        self.path
    }

    #[inline]
    fn text(self) -> Result<Cow<'de, str>, D::Error> {
        self.deserializer
            .deserialize_newtype_struct(RAW_TEXT, TextVisitor)
    }

    #[inline]
    fn scalar(self, expected: &str) -> Result<Cow<'de, str>, D::Error> {
        let path = self.path;
        check_scalar(self.text()?, path, expected)
    }

    fn object<K: ObjectSink>(self, sink: K) -> Result<Fit<K::Output>, D::Error> {
        self.deserializer.deserialize_any(ObjectVisitor {
            sink,
            path: self.path,
        })
    }

    fn array<K: ArraySink>(self, sink: K) -> Result<Fit<K::Output>, D::Error> {
        self.deserializer.deserialize_any(ArrayVisitor {
            sink,
            path: self.path,
        })
    }

    fn node<R>(
        self,
        read: impl for<'n, 'p> FnOnce(NodeSource<'n, 'p, D::Error>) -> Result<R, D::Error>,
    ) -> Result<R, D::Error> {
        let path = self.path;
        let text = self.text()?;
        let tape = Tape::new(&text);
        read(NodeSource::root(&tape, path))
    }

    #[inline]
    fn fitting<T: Value>(self) -> Result<T, D::Error> {
        let path = self.path;
        check_fit(T::read(self)?, path)
    }
}

/// Takes the exact text from serde_json, and from any other format makes the text of its value.
struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        read_raw(map)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> Result<Self::Value, D::Error> {
        value
            .deserialize_any(PlainVisitor { depth: 0 })
            .map(Cow::Owned)
    }
}

struct ObjectVisitor<'p, K> {
    sink: K,
    path: &'p Path<'p>,
}

struct ArrayVisitor<'p, K> {
    sink: K,
    path: &'p Path<'p>,
}

/// The scalars that a visitor for objects or arrays meets: kept, but for a number whose text is
/// already gone.
macro_rules! keep_scalars {
    ($expected:literal, $owner:expr) => {
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str($expected)
        }

        fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
            Ok(Fit::Kept(Json::NULL))
        }

        fn visit_none<E: de::Error>(self) -> Result<Self::Value, E> {
            Ok(Fit::Kept(Json::NULL))
        }

        fn visit_some<D: Deserializer<'de>>(self, value: D) -> Result<Self::Value, D::Error> {
            value.deserialize_any(self)
        }

        fn visit_newtype_struct<D: Deserializer<'de>>(
            self,
            value: D,
        ) -> Result<Self::Value, D::Error> {
            value.deserialize_any(self)
        }

        fn visit_bool<E: de::Error>(self, value: bool) -> Result<Self::Value, E> {
            Ok(Fit::Kept(Json::from(value)))
        }

        fn visit_i64<E: de::Error>(self, value: i64) -> Result<Self::Value, E> {
            Ok(Fit::Kept(Json::from(value)))
        }

        fn visit_u64<E: de::Error>(self, value: u64) -> Result<Self::Value, E> {
            Ok(Fit::Kept(Json::from(value)))
        }

        fn visit_f64<E: de::Error>(self, _: f64) -> Result<Self::Value, E> {
            Err(another_kind(self.path, $owner, A_NUMBER, $expected))
        }

        fn visit_str<E: de::Error>(self, value: &str) -> Result<Self::Value, E> {
            Ok(Fit::Kept(Json::from(value)))
        }
    };
}

impl<'de, K: ObjectSink> Visitor<'de> for ObjectVisitor<'_, K> {
    type Value = Fit<K::Output>;

    keep_scalars!("an object", K::OWNER);

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<Self::Value, A::Error> {
        Err(another_kind(self.path, K::OWNER, "an array", "an object"))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let ObjectVisitor { mut sink, path } = self;
        if path.depth() >= DEPTH_LIMIT {
            return Err(path.too_deep());
        }
        while let Some(name) = map.next_key_seed(Name)? {
            if is_number_token(&name) {
                return keep_number(read_number(map)?, path, K::OWNER, "an object");
            }
            let path = path.member(&name, K::OWNER);
            map.next_value_seed(Member {
                sink: &mut sink,
                name: &name,
                path: &path,
            })?;
        }
        sink.finish()
            .map_err(|error| path.error_in(K::OWNER, error))
    }
}

impl<'de, K: ArraySink> Visitor<'de> for ArrayVisitor<'_, K> {
    type Value = Fit<K::Output>;

    keep_scalars!("an array", "");

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        match map.next_key_seed(Name)? {
            Some(name) if is_number_token(&name) => {
                keep_number(read_number(map)?, self.path, "", "an array")
            }
            _ => Err(another_kind(self.path, "", "an object", "an array")),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Self::Value, A::Error> {
        let ArrayVisitor { mut sink, path } = self;
        if path.depth() >= DEPTH_LIMIT {
            return Err(path.too_deep());
        }
        let mut index = 0;
        loop {
            let place = path.element(index);
            let element = Element {
                sink: &mut sink,
                path: &place,
            };
            if elements.next_element_seed(element)?.is_none() {
                break;
            }
            index += 1;
        }
        sink.finish().map_err(|error| path.error(error))
    }
}

/// Keeps a number that came with its text, where an object or an array belongs. serde_json writes
/// exponents anew, so that such a text is not the one that was sent.
fn keep_number<T, E: de::Error>(
    number: Json,
    path: &Path<'_>,
    owner: &str,
    expected: &str,
) -> Result<Fit<T>, E> {
    if number.as_str().contains('e') {
        return Err(another_kind(path, owner, A_NUMBER, expected));
    }
    Ok(Fit::Kept(number))
}

struct Member<'s, 'p, K> {
    sink: &'s mut K,
    name: &'s str,
    path: &'p Path<'p>,
}

impl<'de, K: ObjectSink> DeserializeSeed<'de> for Member<'_, '_, K> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let source = SerdeSource {
            deserializer,
            path: self.path,
        };
        self.sink.member(self.name, source)
    }
}

struct Element<'s, 'p, K> {
    sink: &'s mut K,
    path: &'p Path<'p>,
}

impl<'de, K: ArraySink> DeserializeSeed<'de> for Element<'_, '_, K> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let source = SerdeSource {
            deserializer,
            path: self.path,
        };
        self.sink.element(source)
    }
}

/// Reads a member's name, borrowed where the input allows.
pub(super) struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Cow<'de, str>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(Strings(PhantomData))
    }
}

/// Reads a string, borrowed where the input allows.
pub(super) struct Strings<'de>(pub(super) PhantomData<&'de str>);

impl<'de> Visitor<'de> for Strings<'de> {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    #[inline]
    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text))
    }
}
