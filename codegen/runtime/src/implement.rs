//! Macros that implement the traits of generated types.
//!
//! Each takes a short list in place of code that is the same for every type. Names are resolved where the macro is
//! called; `rt` there is the module `__private` of the runtime.

/// Implements the traits of a struct: `structure! { Name { optional "wireName" => field; } }`.
///
/// The list of a struct with required fields also has their types: `required "wireName" => field: Type;`. `.. field;` at its end
/// is the map of the members that no other field names.
#[doc(hidden)]
#[macro_export]
macro_rules! __structure {
    ($name:ident { $(optional $wire:literal => $member:ident;)* $(.. $others:ident;)? }) => {
        impl rt::Model for $name {
            const NAME: &'static str = stringify!($name);
            type Building = Self;
            #[inline]
            fn start() -> Self::Building {
                ::core::default::Default::default()
            }
            fn member<'de, S: rt::Source<'de>>(
                building: &mut Self::Building,
                name: &str,
                value: S,
            ) -> ::core::result::Result<(), S::Error> {
                match name {
                    $($wire => rt::optional::read(&mut building.$member, &mut building.kept, name, value),)*
                    _ => rt::structure!(@other building name value $($others)?),
                }
            }
            #[inline]
            fn finish<E: rt::serde::de::Error>(building: Self::Building) -> ::core::result::Result<Self, E> {
                Ok(building)
            }
            #[inline]
            fn finish_boxed<E: rt::serde::de::Error>(building: ::std::boxed::Box<Self>) -> ::core::result::Result<::std::boxed::Box<Self>, E> {
                Ok(building)
            }
            fn members<M: rt::Members>(&self, members: &mut M) -> bool {
                $(members.optional($wire, &self.$member) &&)* $(members.others(&self.$others) &&)? members.kept(&self.kept)
            }
            #[inline]
            fn kept_members(&self) -> &rt::Kept {
                &self.kept
            }
        }
        rt::structure! { @value $name [$(($wire, false)),*] }
    };
    ($name:ident { $($presence:ident $wire:literal => $member:ident: $ty:ty;)* $(.. $others:ident: $others_ty:ty;)? }) => {
        const _: () = {
            #[doc(hidden)]
            pub struct __Building {
                $($member: rt::$presence::Slot<$ty>,)*
                $($others: $others_ty,)?
                kept: rt::Kept,
            }
            impl rt::Model for $name {
                const NAME: &'static str = stringify!($name);
                type Building = __Building;
                #[inline]
                fn start() -> Self::Building {
                    __Building { $($member: None,)* $($others: None,)? kept: rt::Kept::new() }
                }
                fn member<'de, S: rt::Source<'de>>(
                    building: &mut Self::Building,
                    name: &str,
                    value: S,
                ) -> ::core::result::Result<(), S::Error> {
                    match name {
                        $($wire => rt::$presence::read(&mut building.$member, &mut building.kept, name, value),)*
                        _ => rt::structure!(@other building name value $($others)?),
                    }
                }
                fn finish<E: rt::serde::de::Error>(building: Self::Building) -> ::core::result::Result<Self, E> {
                    Ok(Self {
                        $($member: rt::structure!(@finish $presence building $member $wire),)*
                        $($others: building.$others,)?
                        kept: building.kept,
                    })
                }
                fn members<M: rt::Members>(&self, members: &mut M) -> bool {
                    $(members.$presence($wire, &self.$member) &&)* $(members.others(&self.$others) &&)? members.kept(&self.kept)
                }
                #[inline]
                fn kept_members(&self) -> &rt::Kept {
                    &self.kept
                }
            }
        };
        rt::structure! { @value $name [$(($wire, rt::$presence::IS_REQUIRED)),*] }
    };
    // A `?` for each field makes the compiler's work quadratic in their number, because each is an exit of its own.
    (@finish optional $building:ident $member:ident $wire:literal) => {
        $building.$member
    };
    (@finish required $building:ident $member:ident $wire:literal) => {
        match $building.$member {
            Some(value) => value,
            None => return Err(rt::required::missing($wire)),
        }
    };
    (@other $building:ident $name:ident $value:ident) => {
        $building.kept.read($name, $value)
    };
    (@other $building:ident $name:ident $value:ident $others:ident) => {
        rt::others::read(&mut $building.$others, &mut $building.kept, $name, $value)
    };
    (@value $name:ident $members:tt) => {
        impl $name {
            /// Lists everything that was read but has no typed field, by JSON path.
            #[inline]
            pub fn kept(&self) -> ::std::vec::Vec<rt::KeptItem> {
                rt::list_kept(self)
            }
        }
        impl rt::Value for $name {
            const EXPECTED: &'static str = stringify!($name);
            const MEMBERS: ::core::option::Option<rt::MemberNames> = ::core::option::Option::Some(&$members);
            fn read<'de, S: rt::Source<'de>>(source: S) -> ::core::result::Result<rt::Fit<Self>, S::Error> {
                rt::read_model(source)
            }
            fn read_boxed<'de, S: rt::Source<'de>>(source: S) -> ::core::result::Result<rt::Fit<::std::boxed::Box<Self>>, S::Error> {
                rt::read_model_boxed(source)
            }
            #[inline]
            fn write<S: rt::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                rt::write_model(self, serializer)
            }
            #[inline]
            fn list_kept(&self, at: &mut rt::KeptPath) {
                rt::list_model(self, at)
            }
        }
        impl rt::serde::Serialize for $name {
            fn serialize<S: rt::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                rt::Value::write(self, serializer)
            }
        }
        impl<'de> rt::serde::Deserialize<'de> for $name {
            fn deserialize<D: rt::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                rt::deserialize(deserializer)
            }
        }
    };
}

/// Implements the traits of an enumeration: `enumeration! { Name { "wire text" => Variant; } }`.
#[doc(hidden)]
#[macro_export]
macro_rules! __enumeration {
    // The compiler finds `Name::Variant` in a table, and `Self::Variant` by a search through all variants.
    ($name:ident { $($wire:literal => $variant:ident;)* }) => {
        impl $name {
            /// The text of the value on the wire.
            pub fn as_str(&self) -> &str {
                rt::Enumeration::as_text(self)
            }
        }
        impl rt::Enumeration for $name {
            const NAME: &'static str = stringify!($name);
            const KNOWN: &'static [Self] = &[$($name::$variant),*];
            #[inline]
            fn from_known(text: &str) -> ::core::option::Option<Self> {
                match text {
                    $($wire => Some($name::$variant),)*
                    _ => None,
                }
            }
            #[inline]
            fn as_text(&self) -> &str {
                match self {
                    $($name::$variant => $wire,)*
                    Self::UnknownValue(unknown) => unknown.as_str(),
                }
            }
            fn from_unknown(unknown: rt::Unknown<Self>) -> Self {
                Self::UnknownValue(unknown)
            }
        }
        impl rt::Value for $name {
            const EXPECTED: &'static str = stringify!($name);
            fn read<'de, S: rt::Source<'de>>(source: S) -> ::core::result::Result<rt::Fit<Self>, S::Error> {
                rt::read_enumeration(source)
            }
            #[inline]
            fn write<S: rt::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                rt::write_enumeration(self, serializer)
            }
            #[inline]
            fn list_kept(&self, at: &mut rt::KeptPath) {
                rt::list_enumeration(self, at)
            }
        }
        impl rt::serde::Serialize for $name {
            fn serialize<S: rt::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                rt::Value::write(self, serializer)
            }
        }
        impl<'de> rt::serde::Deserialize<'de> for $name {
            fn deserialize<D: rt::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                rt::deserialize(deserializer)
            }
        }
        impl ::core::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                rt::enumeration_from_text(text)
            }
        }
        impl ::core::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                rt::enumeration_from_text(&text)
            }
        }
        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;
            fn from_str(text: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                Ok(rt::enumeration_from_text(text))
            }
        }
        impl ::core::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                formatter.pad(self.as_str())
            }
        }
        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }
    };
}

/// Implements the traits of an enumeration of integers: `integer_enumeration! { Name { 1 => Variant; } }`.
#[doc(hidden)]
#[macro_export]
macro_rules! __integer_enumeration {
    ($name:ident { $($value:literal => $variant:ident;)* }) => {
        impl $name {
            /// The number of the value on the wire.
            pub fn value(self) -> i64 {
                rt::IntegerEnumeration::to_integer(self)
            }
        }
        impl rt::IntegerEnumeration for $name {
            const NAME: &'static str = stringify!($name);
            const KNOWN: &'static [Self] = &[$($name::$variant),*];
            #[inline]
            fn from_known(value: i64) -> ::core::option::Option<Self> {
                match value {
                    $($value => Some($name::$variant),)*
                    _ => None,
                }
            }
            #[inline]
            fn to_integer(self) -> i64 {
                match self {
                    $($name::$variant => $value,)*
                    Self::UnknownValue(unknown) => unknown.value(),
                }
            }
            fn from_unknown(unknown: rt::UnknownInteger<Self>) -> Self {
                Self::UnknownValue(unknown)
            }
        }
        impl rt::Value for $name {
            const EXPECTED: &'static str = <i64 as rt::Value>::EXPECTED;
            fn read<'de, S: rt::Source<'de>>(source: S) -> ::core::result::Result<rt::Fit<Self>, S::Error> {
                rt::read_integer_enumeration(source)
            }
            #[inline]
            fn write<S: rt::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                rt::write_integer_enumeration(self, serializer)
            }
            #[inline]
            fn list_kept(&self, at: &mut rt::KeptPath) {
                rt::list_integer_enumeration(self, at)
            }
        }
        impl rt::serde::Serialize for $name {
            fn serialize<S: rt::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                rt::Value::write(self, serializer)
            }
        }
        impl<'de> rt::serde::Deserialize<'de> for $name {
            fn deserialize<D: rt::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                rt::deserialize(deserializer)
            }
        }
        impl ::core::convert::From<i64> for $name {
            fn from(value: i64) -> Self {
                rt::enumeration_from_integer(value)
            }
        }
        impl ::core::convert::From<$name> for i64 {
            fn from(value: $name) -> Self {
                value.value()
            }
        }
        impl ::core::str::FromStr for $name {
            type Err = ::core::num::ParseIntError;
            fn from_str(text: &str) -> ::core::result::Result<Self, ::core::num::ParseIntError> {
                text.parse().map(rt::enumeration_from_integer)
            }
        }
        impl ::core::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.value(), formatter)
            }
        }
    };
}

/// Implements the traits of a union: `union! { Name { 0 => First; 1 => Second; } at "/kind" { ("one") => 0; } }`.
///
/// The scalar at a JSON pointer selects the alternative; without one, the value becomes the alternative that fits best of
/// those that no `at` selects. Those of `at optional` are among them if the value has no scalar there. `closed 0, 1;` names alternatives whose objects have no other members.
#[doc(hidden)]
#[macro_export]
macro_rules! __union {
    (
        $name:ident { $($index:literal => $alternative:ident;)* }
        $(closed $($closed:literal),+;)?
        $(at $($optional:ident)? $($pointer:literal),* { $(($($value:literal),*) => $chosen:literal;)* })*
    ) => {
        impl $name {
            /// Lists everything that was read but has no typed field, by JSON path.
            #[inline]
            pub fn kept(&self) -> ::std::vec::Vec<rt::KeptItem> {
                rt::list_kept(self)
            }
        }
        impl rt::Union for $name {
            const NAME: &'static str = stringify!($name);
            const ALTERNATIVES: usize = <[usize]>::len(&[$($index),*]);
            const DISCRIMINATORS: &'static [rt::Discriminator] = &[$(rt::Discriminator {
                pointers: &[$($pointer),*],
                is_optional: !<[&str]>::is_empty(&[$(stringify!($optional))?]),
                cases: &[$(rt::DiscriminatorCase { values: &[$($value),*], alternative: $chosen }),*],
            }),*];
            $(const CLOSED: &'static [usize] = &[$($closed),+];)?
            fn read_alternative<'de, S: rt::Source<'de>>(
                alternative: usize,
                source: S,
            ) -> ::core::result::Result<rt::Fit<Self>, S::Error> {
                match alternative {
                    $($index => rt::read_into(source, $name::$alternative),)*
                    _ => rt::read_into(source, Self::UnknownValue),
                }
            }
            fn screen_alternative<E>(alternative: usize, _node: rt::NodeSource<'_, '_, E>) -> rt::Screening {
                match alternative {
                    $($index => rt::screen_into(_node, $name::$alternative),)*
                    _ => rt::Screening::Undecided,
                }
            }
            #[inline]
            fn list_kept(&self, at: &mut rt::KeptPath) {
                match self {
                    $($name::$alternative(value) => rt::Value::list_kept(value, at),)*
                    Self::UnknownValue(json) => at.record(json),
                }
            }
        }
        impl rt::Value for $name {
            const EXPECTED: &'static str = stringify!($name);
            fn read<'de, S: rt::Source<'de>>(source: S) -> ::core::result::Result<rt::Fit<Self>, S::Error> {
                rt::read_union(source)
            }
            #[inline]
            fn write<S: rt::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                match self {
                    $($name::$alternative(value) => rt::Value::write(value, serializer),)*
                    Self::UnknownValue(json) => rt::Value::write(json, serializer),
                }
            }
            #[inline]
            fn list_kept(&self, at: &mut rt::KeptPath) {
                rt::Union::list_kept(self, at)
            }
        }
        impl rt::serde::Serialize for $name {
            fn serialize<S: rt::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                rt::Value::write(self, serializer)
            }
        }
        impl<'de> rt::serde::Deserialize<'de> for $name {
            fn deserialize<D: rt::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                rt::deserialize(deserializer)
            }
        }
    };
}

#[doc(hidden)]
pub use __enumeration as enumeration;
#[doc(hidden)]
pub use __integer_enumeration as integer_enumeration;
#[doc(hidden)]
pub use __structure as structure;
#[doc(hidden)]
pub use __union as union;
