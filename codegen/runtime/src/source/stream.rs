//! Sources over serde deserializers.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::super::json::{NodeSource, Tape};
use super::super::path::{DEPTH_LIMIT, ValuePath};
use super::super::transcode::{Transcoder, is_number_token, read_number, read_raw};
use super::super::{Fit, Json, Value};
use super::{ArraySink, ObjectSink, RAW_TEXT, Source, check_fit, check_scalar, wrong_kind};

/// The description of a number whose text is not available.
const A_NUMBER: &str = "a number with a fraction";

/// A value that a serde deserializer has not read.
pub(super) struct SerdeSource<'p, D> {
    deserializer: D,
    path: &'p ValuePath<'p>,
}

impl<D> SerdeSource<'static, D> {
    pub(super) fn root(deserializer: D) -> Self {
        SerdeSource {
            deserializer,
            path: &ValuePath::ROOT,
        }
    }
}

impl<'de, D: Deserializer<'de>> Source<'de> for SerdeSource<'_, D> {
    type Error = D::Error;

    #[inline]
    fn path(&self) -> &ValuePath<'_> {
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

/// Visitor that takes the exact text from serde_json, and transcodes the values of any other format.
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
            .deserialize_any(Transcoder { depth: 0 })
            .map(Cow::Owned)
    }
}

struct ObjectVisitor<'p, K> {
    sink: K,
    path: &'p ValuePath<'p>,
}

struct ArrayVisitor<'p, K> {
    sink: K,
    path: &'p ValuePath<'p>,
}

/// The methods with which a visitor of objects or arrays keeps scalars. A float is an error, because its text is not
/// available.
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
            Err(wrong_kind(self.path, $owner, A_NUMBER, $expected))
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
        Err(wrong_kind(self.path, K::OWNER, "an array", "an object"))
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
            _ => Err(wrong_kind(self.path, "", "an object", "an array")),
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

/// Keeps a number whose text is available in place of an object or an array. serde_json rewrites exponents, so such a
/// text may not be the one that was sent, and is an error.
fn keep_number<T, E: de::Error>(
    number: Json,
    path: &ValuePath<'_>,
    owner: &str,
    expected: &str,
) -> Result<Fit<T>, E> {
    if number.as_str().contains('e') {
        return Err(wrong_kind(path, owner, A_NUMBER, expected));
    }
    Ok(Fit::Kept(number))
}

struct Member<'s, 'p, K> {
    sink: &'s mut K,
    name: &'s str,
    path: &'p ValuePath<'p>,
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
    path: &'p ValuePath<'p>,
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

/// Seed that reads a member name, borrowed where the input allows it.
pub(in super::super) struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Cow<'de, str>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(Strings(PhantomData))
    }
}

/// Visitor that reads a string, borrowed where the input allows it.
pub(in super::super) struct Strings<'de>(pub(in super::super) PhantomData<&'de str>);

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
