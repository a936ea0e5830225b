//! Names: the only place where CSDL names are cased, escaped and joined into Rust names.
//!
//! A CSDL identifier (CSDL XML 4.01, section 15.2) goes in; a newtype that is a valid Rust identifier of
//! its kind comes out. What would be a keyword, a name of the prelude or a reserved file name gets a
//! trailing underscore.

pub(in crate::plan) mod alike;
pub(in crate::plan) mod collisions;
pub(in crate::plan) mod members;
pub(crate) mod modules;
pub(in crate::plan) mod overloads;
pub(crate) mod owned;
pub(in crate::plan) mod registry;
pub(in crate::plan) mod renames;
pub(in crate::plan) mod scope;
pub(in crate::plan) mod type_names;
mod words;

use std::fmt;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt};

use crate::text::identifier::is_rust_identifier;

use words::{camel, ended, reserve, snake, symbols};

/// Longest name that is taken over, in bytes of UTF-8; a longer one is cut, so that with our suffixes it
/// is still a file name everywhere. CSDL itself allows 128 characters (CSDL XML 4.01, section 15.2).
pub const MAX_NAME_LENGTH: usize = 200;

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// A name that the user gave in the configuration; `None` where it is not an identifier.
            pub fn given(name: &str) -> Option<Self> {
                is_identifier(name).then(|| Self(name.to_owned()))
            }

            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl ToTokens for $name {
            fn to_tokens(&self, tokens: &mut TokenStream) {
                tokens.append(Ident::new(&self.0, Span::call_site()));
            }
        }
    )*};
}

names! {
    /// A struct, enum, alias or request builder: `UpperCamelCase`.
    TypeName;
    /// A variant of an enum: `UpperCamelCase`.
    VariantName;
    /// A field: `snake_case`.
    FieldName;
    /// A method: `snake_case`.
    MethodName;
    /// An argument: `snake_case`.
    ArgumentName;
    /// A module and the stem of its file: `snake_case`.
    ModuleName;
    /// A constant: `SCREAMING_SNAKE_CASE`.
    ConstantName;
}

impl TypeName {
    /// From one or several CSDL names, joined.
    pub fn new(parts: &[&str]) -> Self {
        Self(reserve(camel(parts), owned::TYPES))
    }

    /// With a suffix of ours, such as `RequestBuilder`.
    #[must_use]
    pub fn with_suffix(&self, suffix: &str) -> Self {
        Self(format!("{}{suffix}", self.0.trim_end_matches('_')))
    }

    /// With a number, for a name that is taken.
    #[must_use]
    pub fn numbered(&self, number: usize) -> Self {
        Self(format!("{}{number}", self.0.trim_end_matches('_')))
    }
}

impl VariantName {
    /// From a CSDL member name.
    pub fn new(name: &str) -> Self {
        Self::joined(&[name])
    }

    /// From several names, joined.
    pub fn joined(parts: &[&str]) -> Self {
        Self(reserve(camel(parts), &["Self"]))
    }

    /// With a number, for a name that is taken.
    #[must_use]
    pub fn numbered(&self, number: usize) -> Self {
        Self(format!("{}{number}", self.0.trim_end_matches('_')))
    }
}

impl FieldName {
    /// From a CSDL property name.
    pub fn new(name: &str) -> Self {
        Self(reserve(ended(name), &[]))
    }

    /// With an underscore, for a name that is taken.
    #[must_use]
    pub fn escaped(&self) -> Self {
        Self(format!("{}_", self.0))
    }

    /// With a further word, for a name that is taken.
    #[must_use]
    pub fn with_suffix(&self, suffix: &str) -> Self {
        Self(format!("{}_{suffix}", self.0.trim_end_matches('_')))
    }
}

impl ConstantName {
    /// From one or several names of the service, joined.
    pub fn new(parts: &[&str]) -> Self {
        Self(reserve(snake(parts).to_uppercase(), &[]))
    }

    /// With a further word.
    #[must_use]
    pub fn with_suffix(&self, suffix: &str) -> Self {
        Self(format!("{}_{suffix}", self.0.trim_end_matches('_')))
    }

    /// The constant of a property, by the name of its field.
    pub fn of(field: &FieldName) -> Self {
        let plain = field.as_str().trim_end_matches('_');
        let name = plain.to_uppercase();
        // A constant must not be named as an argument: patterns would mean the constant.
        if name == plain || name.is_empty() {
            return Self(format!("N_{name}"));
        }
        Self(reserve(name, &[]))
    }

    /// With an underscore, for a name that is taken.
    #[must_use]
    pub fn escaped(&self) -> Self {
        Self(format!("{}_", self.0))
    }
}

impl MethodName {
    /// The name of the method that reads a field.
    pub fn of_field(field: &FieldName) -> Self {
        Self(field.0.clone())
    }

    /// From one or several CSDL names or words of ours, joined.
    pub fn new(parts: &[&str]) -> Self {
        Self(reserve(snake(parts), &[]))
    }

    /// With a further word, for a name that is taken.
    #[must_use]
    pub fn with_suffix(&self, suffix: &str) -> Self {
        Self(format!("{}_{suffix}", self.0.trim_end_matches('_')))
    }
}

impl ArgumentName {
    /// From a CSDL parameter name.
    pub fn new(name: &str) -> Self {
        Self(reserve(ended(name), PLACEHOLDERS))
    }

    /// With an underscore, for a name that is taken.
    #[must_use]
    pub fn escaped(&self) -> Self {
        Self(format!("{}_", self.0))
    }
}

/// What Clippy refuses as the name of a variable (`disallowed_names`).
const PLACEHOLDERS: &[&str] = &["foo", "baz", "quux"];

impl ModuleName {
    /// From one or several CSDL names, joined.
    pub fn new(parts: &[&str]) -> Self {
        let name = reserve(snake(parts), owned::FILES);
        let numbered_device = |prefix: &str| {
            name.strip_prefix(prefix)
                .is_some_and(|rest| rest.len() == 1 && rest.chars().all(|c| c.is_ascii_digit()))
        };
        if numbered_device("com") || numbered_device("lpt") {
            Self(format!("{name}_"))
        } else {
            Self(name)
        }
    }

    /// With a number, for a name that is taken.
    #[must_use]
    pub fn numbered(&self, number: usize) -> Self {
        Self(format!("{}_{number}", self.0.trim_end_matches('_')))
    }

    /// As file systems compare names that do not tell upper from lower case.
    pub fn folded(&self) -> String {
        self.0.to_uppercase().to_lowercase()
    }

    /// With an underscore, for a name that is taken.
    #[must_use]
    pub fn escaped(&self) -> Self {
        Self(format!("{}_", self.0))
    }
}

/// A name that begins with a sign or has nothing but signs, in words.
pub(in crate::plan) fn words_of_symbols(name: &str) -> String {
    symbols(name)
}

/// Whether a text can be one of the names of the configuration's `rename` as it is.
pub fn is_identifier(name: &str) -> bool {
    !name.is_empty() && name.len() <= MAX_NAME_LENGTH && is_rust_identifier(name)
}

#[cfg(test)]
mod tests;
