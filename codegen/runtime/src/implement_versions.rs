//! Macros for types whose shape differs between api-versions.
//!
//! As in `implement`, names are resolved where a macro is called: `rt` there is the module `__private` of the runtime, and
//! `super` has the types of the service.

/// Says which api-versions have a shape: `shaped!(Name in SetOfVersions)`.
#[doc(hidden)]
#[macro_export]
macro_rules! __shaped {
    ($name:ident in $set:path) => {
        impl rt::Shaped for $name {
            type Versions = $set;
        }
    };
}

/// Implements the methods that convert a shape: `conversions!(pub Name in SetOfVersions)`.
#[doc(hidden)]
#[macro_export]
macro_rules! __conversions {
    ($visibility:vis $name:ident in $set:path) => {
        rt::shaped!($name in $set);
        impl $name {
            /// Converts the value to the same or a later api-version. Values without a typed place there move to
            /// `kept`, and kept values move to fields that are new there.
            $visibility fn upgrade<V>(self) -> <Self as rt::Upgrade<V>>::Output
            where
                Self: rt::Upgrade<V>,
            {
                rt::Upgrade::upgrade(self)
            }
            /// Converts the value to the same or an earlier api-version.
            ///
            /// # Errors
            ///
            /// Fails if a value has no typed place there or a required value is missing. The error lists the paths and
            /// gives the value back.
            $visibility fn downgrade<V>(
                self,
            ) -> ::core::result::Result<<Self as rt::Downgrade<V>>::Target, rt::MoveError<Self>>
            where
                Self: rt::Downgrade<V>,
            {
                rt::Downgrade::downgrade(self)
            }
            /// Converts the value to the same or an earlier api-version. Values without a typed place there move to
            /// `kept`.
            $visibility fn downgrade_keeping<V>(self) -> <Self as rt::Downgrade<V>>::Output
            where
                Self: rt::Downgrade<V>,
            {
                rt::Downgrade::downgrade_keeping(self)
            }
        }
    };
}

/// Marks api-versions with a trait: `marks!(Trait: V1, V2)`.
#[doc(hidden)]
#[macro_export]
macro_rules! __marks {
    ($marker:ident: $($version:ident),*) => {
        $(impl $marker for $version {})*
    };
}

/// Defines an enum over all shapes of a type.
#[doc(hidden)]
#[macro_export]
macro_rules! __any {
    (
        $name:ident;
        variants { $($(#[$on:meta])* $variant:ident($shape:ty $(,)?) $docs:literal;)* }
        changes { $($from:ident $first:expr;)* }
        steps { $($(#[$step_on:meta])* $here:ident $operator:tt $bound:ident => $next:ty;)* }
        conversions { $($(#[$method_on:meta])* $method:ident $version:literal => $target:ident($target_shape:ty $(,)?);)* }
    ) => {
        #[doc = concat!("`", stringify!($name), "` in any of its api-versions.")]
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum $name {
            $(
                #[doc = $docs]
                $(#[$on])*
                $variant(::std::boxed::Box<$shape>),
            )*
        }

        impl $name {
            /// Decodes a JSON document of an api-version.
            ///
            /// # Errors
            ///
            /// Fails if the document does not fit the type, the api-version does not have the type, or the cargo
            /// feature of the api-version is off.
            #[inline]
            pub fn decode(
                api_version: super::ApiVersion,
                json: &[u8],
            ) -> ::core::result::Result<Self, rt::DecodeAnyError> {
                Ok(match rt::shape_in::<Self>(api_version)? {
                    $($(#[$on])* super::ApiVersion::$variant => Self::from(rt::decode::<$shape>(json)?),)*
                    _ => return Err(rt::no_such_type::<Self>(api_version).into()),
                })
            }
            /// Returns the first api-version in which the type has this shape.
            #[inline]
            pub fn api_version(&self) -> super::ApiVersion {
                match self {
                    $($(#[$on])* Self::$variant(_) => super::ApiVersion::$variant,)*
                }
            }
            /// Lists unknown fields and values, by JSON path.
            #[inline]
            pub fn kept(&self) -> ::std::vec::Vec<rt::KeptItem> {
                match self {
                    $($(#[$on])* Self::$variant(value) => rt::list_kept(&**value),)*
                }
            }
            /// Converts the value to the shape of an api-version.
            ///
            /// # Errors
            ///
            /// Fails if a value has no typed place there, a required value is missing, the api-version does not have
            /// the type, or the cargo feature of the api-version is off. The error gives the value back.
            #[inline]
            pub fn move_to(
                self,
                api_version: super::ApiVersion,
            ) -> ::core::result::Result<Self, rt::MoveAnyError<Self>> {
                rt::move_any(self, api_version)
            }
            $(
                #[doc = concat!("Converts the value to the shape of api-version ", $version, ".")]
                ///
                /// # Errors
                ///
                /// Fails if a value has no typed place there or a required value is missing. The error lists the paths
                /// and gives the value back.
                $(#[$method_on])*
                #[inline]
                pub fn $method(self) -> ::core::result::Result<$target_shape, rt::MoveError<Self>> {
                    match rt::move_shape(self, super::ApiVersion::$target)? {
                        Self::$target(value) => Ok(*value),
                        other => Err(rt::MoveError::no_path(other)),
                    }
                }
            )*
        }

        impl rt::Lineage for $name {
            type ApiVersion = super::ApiVersion;
            const NAME: &'static str = stringify!($name);
            const SHAPES: &'static [(super::ApiVersion, ::core::option::Option<super::ApiVersion>)] =
                &[$((super::ApiVersion::$from, $first)),*];
            #[inline]
            fn shape(&self) -> super::ApiVersion {
                self.api_version()
            }
            #[inline]
            fn list_kept(&self) -> ::std::vec::Vec<rt::KeptItem> {
                self.kept()
            }
            #[inline]
            fn step(self, to: super::ApiVersion) -> ::core::result::Result<Self, rt::MissingMembers> {
                match self {
                    $(
                        $(#[$step_on])*
                        Self::$here(value) if to $operator super::ApiVersion::$bound => {
                            rt::step_to::<$next, _, _>(*value)
                        }
                    )*
                    there => Ok(there),
                }
            }
        }

        impl rt::serde::Serialize for $name {
            fn serialize<S: rt::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                match self {
                    $($(#[$on])* Self::$variant(value) => rt::serde::Serialize::serialize(value, serializer),)*
                }
            }
        }

        $(
            $(#[$on])*
            impl ::core::convert::From<$shape> for $name {
                #[inline]
                fn from(value: $shape) -> Self {
                    Self::$variant(::std::boxed::Box::new(value))
                }
            }
        )*
    };
}

#[doc(hidden)]
pub use __any as any;
#[doc(hidden)]
pub use __conversions as conversions;
#[doc(hidden)]
pub use __marks as marks;
#[doc(hidden)]
pub use __shaped as shaped;
