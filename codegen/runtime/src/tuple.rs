//! Tuples: arrays with a type for each element.

use std::borrow::Cow;

use serde::de;
use serde::ser::{SerializeTuple, Serializer};

use super::json::NodeSource;
use super::screening::Screening;
use super::value::AsSerde;
use super::value::{screen_container, with_spellings};
use super::{ArraySink, Fit, Json, KeptPath, Source, Spelled, Spellings, Value};

macro_rules! tuples {
    ($($sink:ident: $($place:tt $element:ident),*;)*) => {$(
        /// The elements that have been read.
        struct $sink<$($element),*> {
            elements: ($(Option<$element>,)*),
            count: usize,
            spellings: Spellings,
        }

        impl<$($element: Value),*> ArraySink for $sink<$($element),*> {
            type Output = Option<(($($element,)*), Spellings, bool)>;

            fn element<'de, S: Source<'de>>(&mut self, value: S) -> Result<(), S::Error> {
                match self.count {
                    $($place => {
                        self.elements.$place = match Value::read(value)? {
                            Fit::Typed(value) => Some(value),
                            Fit::Spelled(spelled) => {
                                self.spellings.add_element($place, spelled.spellings);
                                Some(spelled.value)
                            }
                            Fit::Kept(_) => None,
                        };
                    })*
                    _ => drop(value.text()?),
                }
                self.count += 1;
                Ok(())
            }

            fn finish(self) -> Result<Fit<Self::Output>, de::value::Error> {
                let most = [$($place),*].len();
                let is_longer = self.count > most;
                let all = move || Some((($(self.elements.$place?,)*), self.spellings, is_longer));
                Ok(Fit::Typed(all()))
            }
        }

        /// An array with these elements. A longer one is another spelling of it, and a shorter one is kept.
        impl<$($element: Value),*> Value for ($($element,)*) {
            const EXPECTED: &'static str = "an array";

            fn read<'de, S: Source<'de>>(source: S) -> Result<Fit<Self>, S::Error> {
                source.node(|node| {
                    let sink = $sink {
                        elements: Default::default(),
                        count: 0,
                        spellings: Spellings::default(),
                    };
                    Ok(match node.array(sink)? {
                        Fit::Typed(Some((tuple, _, true))) => {
                            let sent = Json::from_valid(Cow::Borrowed(node.as_str()));
                            Fit::Spelled(Spelled::new(tuple, sent))
                        }
                        Fit::Typed(Some((tuple, spellings, false))) => with_spellings(tuple, spellings),
                        Fit::Kept(json) => Fit::Kept(json),
                        _ => Fit::Kept(Json::from_valid(Cow::Borrowed(node.as_str()))),
                    })
                })
            }

            fn write<Writer: Serializer>(&self, serializer: Writer) -> Result<Writer::Ok, Writer::Error> {
                let mut elements = serializer.serialize_tuple([$($place),*].len())?;
                $(elements.serialize_element(&AsSerde(&self.$place))?;)*
                elements.end()
            }

            fn screen<Error>(node: NodeSource<'_, '_, Error>) -> Screening {
                screen_container(node, '[')
            }

            fn list_kept(&self, at: &mut KeptPath) {
                $(at.element($place, |at| self.$place.list_kept(at));)*
            }
        }
    )*};
}

tuples! {
    One: 0 A;
    Two: 0 A, 1 B;
    Three: 0 A, 1 B, 2 C;
    Four: 0 A, 1 B, 2 C, 3 D;
    Five: 0 A, 1 B, 2 C, 3 D, 4 E;
    Six: 0 A, 1 B, 2 C, 3 D, 4 E, 5 F;
    Seven: 0 A, 1 B, 2 C, 3 D, 4 E, 5 F, 6 G;
    Eight: 0 A, 1 B, 2 C, 3 D, 4 E, 5 F, 6 G, 7 H;
    Nine: 0 A, 1 B, 2 C, 3 D, 4 E, 5 F, 6 G, 7 H, 8 I;
    Ten: 0 A, 1 B, 2 C, 3 D, 4 E, 5 F, 6 G, 7 H, 8 I, 9 J;
    Eleven: 0 A, 1 B, 2 C, 3 D, 4 E, 5 F, 6 G, 7 H, 8 I, 9 J, 10 K;
    Twelve: 0 A, 1 B, 2 C, 3 D, 4 E, 5 F, 6 G, 7 H, 8 I, 9 J, 10 K, 11 L;
}
