//! The chapters of the documentation.

/// Declares a chapter. Its links to other chapters are paths of files in `docs/`, which hosts of repositories follow; the
/// definitions here come first and lead to the modules instead.
macro_rules! chapters {
    ($($(#[$attribute:meta])* $name:ident = $file:literal;)*) => {
        $(
            $(#[$attribute])*
            /// [Architecture]: super::architecture
            /// [Build scripts]: super::build_script
            /// [Clients]: super::clients
            /// [Compatibility]: super::semver
            /// [Customizing]: super::customizing
            /// [Diagnostics]: super::diagnostics
            /// [Maintaining]: super::maintaining
            /// [Operations]: super::operations
            /// [Speed]: super::speed
            /// [Types]: super::types
            /// [Versioning]: super::versioning
            /// [Walk-through]: super::walk_through
            /// [Your own API]: super::own_api
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
    types = "types.md";
    // The two need features of billing-api, with which the tests of the workspace run them.
    #[cfg(not(doctest))]
    operations = "operations.md";
    #[cfg(not(doctest))]
    clients = "clients.md";
    versioning = "versioning.md";
    own_api = "own-api.md";
    build_script = "build-script.md";
    customizing = "customizing.md";
    maintaining = "maintaining.md";
    diagnostics = "diagnostics.md";
    semver = "semver.md";
    speed = "speed.md";
    architecture = "architecture.md";
}
