//! Several APIs that share the runtime in a sibling module.

pub mod wire {
    //! Generated types of the services.

    include!(concat!(env!("OUT_DIR"), "/runtime.rs"));
    include!(concat!(env!("OUT_DIR"), "/cats.rs"));
    include!(concat!(env!("OUT_DIR"), "/dogs.rs"));
}

include!(concat!(env!("OUT_DIR"), "/birds.rs"));

#[cfg(test)]
mod tests {
    use super::{
        birds::Bird,
        wire::{
            cats::Cat,
            dogs::{self, Dog},
            runtime,
        },
    };

    #[test]
    fn modules_share_values() {
        let cat: Cat = runtime::decode(br#"{"weight":4.50,"kind":"Tame"}"#).unwrap();
        let bird = Bird {
            weight: cat.weight.clone(),
            ..Bird::default()
        };
        assert_eq!(bird.weight.unwrap().as_str(), "4.50");
        let mut dog: Dog = dogs::runtime::decode(br#"{"weight":{}}"#).unwrap();
        dog.weight.kilograms = cat.weight;
        assert_eq!(
            runtime::encode(&dog).unwrap(),
            br#"{"weight":{"kilograms":4.50}}"#
        );
    }
}
