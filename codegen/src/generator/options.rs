//! Options of all generators, whatever they write.

use crate::{
    configuration::Configuration, customize::Customization, diagnostic::Style, load::LoadOptions,
};

/// Options of all generators, whatever they write.
#[derive(Clone, Debug, Default)]
pub(super) struct Options {
    pub(super) load: LoadOptions,
    /// The style of diagnostics.
    pub(super) style: Style,
    /// True if the generator counts its input and output.
    pub(super) has_statistics: bool,
    pub(super) customization: Customization,
}

impl Options {
    /// Reads the configuration file, if there is one, and takes from it what the caller has not set.
    pub(super) fn resolve_config(&mut self) -> Option<Configuration> {
        self.load.config.as_ref()?;
        let (load, found) = Configuration::resolve(&self.load);
        self.load = load;
        let own = std::mem::take(&mut self.customization);
        self.customization = found.customization.clone().and(own);
        Some(found)
    }
}

/// Defines the methods of all generators that set options, for a type with a field `options`.
macro_rules! generator_methods {
    () => {
        /// Sets all load options, replacing those that were set before.
        #[must_use]
        pub fn load_options(mut self, options: $crate::load::LoadOptions) -> Self {
            self.options.load = options;
            self
        }

        $crate::load::load_methods!(options.load);

        /// Customizes the generated code: your own types, names, derives and more.
        /// [`customizing`](crate::guide::customizing) lists the rules.
        #[must_use]
        pub fn customize(mut self, customization: $crate::customize::Customization) -> Self {
            self.options.customization = self.options.customization.and(customization);
            self
        }

        /// Counts what is read and generated, and measures the time of each stage.
        #[must_use]
        pub fn statistics(mut self) -> Self {
            self.options.has_statistics = true;
            self
        }
    };
}
pub(super) use generator_methods;
