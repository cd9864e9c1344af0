//! The chapters of the documentation.

/// Declares a chapter. Its links to other chapters are paths of files in `docs/`, which hosts of repositories follow; the
/// definitions here come first and lead to the modules instead.
macro_rules! chapters {
    ($($(#[$attribute:meta])* $name:ident = $file:literal;)*) => {
        $(
            $(#[$attribute])*
            /// [Architecture]: crate::guide::architecture
            /// [Build scripts]: crate::guide::build_script
            /// [Clients]: crate::guide::clients
            /// [Compatibility]: crate::guide::semver
            /// [Customizing]: crate::guide::customizing
            /// [Diagnostics]: crate::guide::diagnostics
            /// [History]: crate::guide::history
            /// [Maintaining]: crate::guide::maintaining
            /// [Operations]: crate::guide::operations
            /// [Releasing]: crate::guide::releasing
            /// [Speed]: crate::guide::speed
            /// [Testing]: crate::guide::testing
            /// [Types]: crate::guide::types
            /// [Versioning]: crate::guide::versioning
            /// [Walk-through]: crate::guide::walk_through
            /// [Your own API]: crate::guide::own_api
            /// [`CrateGenerator::of_config`]: crate::CrateGenerator::of_config
            /// [`Generator`]: crate::Generator
            /// [`Generator::config`]: crate::Generator::config
            /// [`Generator::runtime`]: crate::Generator::runtime
            /// [diff]: crate::diff#the-checks
            #[doc = include_str!(concat!("../docs/", $file))]
            pub mod $name {}
        )*
    };
}

chapters! {
    walk_through = "walk-through.md";
    // These need features of billing-api and other crates, with which the tests of the workspace run them.
    #[cfg(not(doctest))]
    types = "types.md";
    #[cfg(not(doctest))]
    operations = "operations.md";
    #[cfg(not(doctest))]
    clients = "clients.md";
    #[cfg(not(doctest))]
    testing = "testing.md";
    versioning = "versioning.md";
    own_api = "own-api.md";
    build_script = "build-script.md";
    customizing = "customizing.md";
    maintaining = "maintaining.md";
    history = "history.md";
    diagnostics = "diagnostics.md";
    semver = "semver.md";
    releasing = "releasing.md";
    speed = "speed.md";
    architecture = "architecture.md";
}
