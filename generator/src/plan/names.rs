//! Names: the only place where CSDL names are cased, escaped and joined into Rust names.
//!
//! A CSDL identifier (CSDL XML 4.01, section 15.2) goes in; a newtype that is a valid Rust identifier of
//! its kind comes out. What would be a keyword, a name of the prelude or a reserved file name gets a
//! trailing underscore.

use std::fmt;

use heck::{ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt};
use unicode_normalization::UnicodeNormalization as _;

use super::owned;

/// Longest name that is taken over, in bytes of UTF-8; a longer one is cut, so that with our suffixes it
/// is still a file name everywhere. CSDL itself allows 128 characters (CSDL XML 4.01, section 15.2).
pub const MAX_NAME_LENGTH: usize = 200;

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// A name that the user gave in the configuration; `None` where it is no identifier.
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
        Self(reserve(ended(name), &[]))
    }

    /// With an underscore, for a name that is taken.
    #[must_use]
    pub fn escaped(&self) -> Self {
        Self(format!("{}_", self.0))
    }
}

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

/// Whether a text can be one of the names of the configuration's `rename` as it is.
pub fn is_identifier(name: &str) -> bool {
    !name.is_empty() && name.len() <= MAX_NAME_LENGTH && syn::parse_str::<Ident>(name).is_ok()
}

fn camel(parts: &[&str]) -> String {
    let joined: String = parts
        .iter()
        .map(|part| words(part).to_upper_camel_case())
        .collect();
    start(&cut(&joined), 'N')
}

fn snake(parts: &[&str]) -> String {
    let joined: Vec<String> = parts
        .iter()
        .map(|part| words(part).to_snake_case())
        .collect();
    start(&cut(&joined.join("_")), 'n')
}

/// In snake case with the underscore that it ends with, which tells some services' names apart.
fn ended(name: &str) -> String {
    let mut snake = snake(&[name]);
    if name.len() > 1 && name.len() <= MAX_NAME_LENGTH && name.ends_with('_') {
        snake.push('_');
    }
    snake
}

/// The part of a name that is taken over, in the form in which the compiler and some file systems compare names
/// (Unicode's NFC): there are characters that can be written in several ways.
fn cut(name: &str) -> String {
    name.nfc()
        .scan(0, |length, c| {
            *length += c.len_utf8();
            (*length <= MAX_NAME_LENGTH).then_some(c)
        })
        .collect()
}

/// Characters that no Rust identifier takes become word boundaries.
fn words(name: &str) -> String {
    cut(&plurals(name))
        .chars()
        .map(|c| {
            if unicode_ident::is_xid_continue(c) {
                c
            } else {
                ' '
            }
        })
        .collect()
}

/// Plurals of acronyms become one word: `cloudPCs` is `cloudPcs`, not `cloud`, `P`, `Cs`.
fn plurals(name: &str) -> String {
    let characters: Vec<char> = name.chars().collect();
    let lower = |at: usize| characters.get(at).is_some_and(|c| c.is_lowercase());
    let mut out = String::with_capacity(name.len());
    let mut at = 0;
    while let Some(first) = characters.get(at) {
        let rest = characters.get(at..).unwrap_or_default().iter();
        let length = rest.take_while(|c| c.is_ascii_uppercase()).count();
        let end = at + length;
        out.push(*first);
        let plural = length > 1 && characters.get(end) == Some(&'s') && !lower(end + 1);
        let rest = characters.get(at + 1..end.max(at + 1)).unwrap_or_default();
        out.extend(
            rest.iter()
                .map(|c| if plural { c.to_ascii_lowercase() } else { *c }),
        );
        at = end.max(at + 1);
    }
    out
}

/// A name that is empty, or begins with a digit or another character that cannot begin an identifier,
/// gets a letter in front.
fn start(name: &str, letter: char) -> String {
    match name.chars().next() {
        Some(first) if unicode_ident::is_xid_start(first) => name.to_owned(),
        _ => format!("{letter}{name}"),
    }
}

fn reserve(mut name: String, taken: &[&str]) -> String {
    if taken.contains(&name.as_str()) || syn::parse_str::<Ident>(&name).is_err() {
        name.push('_');
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_upper_camel_case() {
        for (csdl, rust) in [
            ("call", "Call"),
            ("windows10CompliancePolicy", "Windows10CompliancePolicy"),
            ("Self", "Self_"),
            ("Option", "Option_"),
            ("string", "String_"),
            ("DVDs", "Dvds"),
            ("a-b", "AB"),
            ("1st", "N1st"),
            ("größe", "Größe"),
        ] {
            assert_eq!(TypeName::new(&[csdl]).as_str(), rust);
        }
    }

    #[test]
    fn constants_are_upper_case() {
        for (csdl, rust) in [
            ("displayName", "DISPLAY_NAME"),
            ("type", "TYPE"),
            ("größe", "GRÖSSE"),
            ("名前", "N_名前"),
        ] {
            let name = ConstantName::of(&FieldName::new(csdl));
            assert_eq!(name.as_str(), rust);
            assert_eq!(name.escaped().as_str(), format!("{rust}_"));
        }
    }

    #[test]
    fn fields_are_snake_case_and_escape_keywords() {
        for (csdl, rust) in [
            ("displayName", "display_name"),
            ("type", "type_"),
            ("self", "self_"),
            ("fn", "fn_"),
            ("r#x", "r_x"),
            ("1st", "n1st"),
            ("a-b", "a_b"),
            ("_", "n"),
            ("userIP", "user_ip"),
            ("Location_", "location_"),
            ("cloudPCs", "cloud_pcs"),
            ("similarTTPsOrBehavior", "similar_ttps_or_behavior"),
            ("isOSSupported", "is_os_supported"),
            ("HTTPServer", "http_server"),
            ("Type_", "type_"),
        ] {
            assert_eq!(FieldName::new(csdl).as_str(), rust, "{csdl}");
        }
    }

    #[test]
    fn names_that_the_compiler_takes_for_one_are_one() {
        for (one, other) in [
            ("\u{1100}\u{1161}", "\u{ac00}"),
            ("\u{212b}", "\u{c5}"),
            ("caf\u{e9}", "cafe\u{301}"),
        ] {
            assert_eq!(TypeName::new(&[one]), TypeName::new(&[other]));
            assert_eq!(FieldName::new(one), FieldName::new(other));
        }
    }

    #[test]
    fn module_names_are_file_names_everywhere() {
        for (csdl, rust) in [
            ("con", "con_"),
            ("COM1", "com1_"),
            ("mod", "mod_"),
            ("call", "call"),
        ] {
            assert_eq!(ModuleName::new(&[csdl]).as_str(), rust);
        }
    }

    #[test]
    fn hostile_names_stay_identifiers() {
        for csdl in [
            "",
            "../../etc",
            "a b",
            "x\u{202e}y",
            "\"; panic!()",
            "\u{0}",
            &"n".repeat(10_000),
            &"aB".repeat(5_000),
            &"\u{23a}".repeat(100),
            "\u{958}\u{212b}",
        ] {
            let module = ModuleName::new(&[csdl]);
            assert!(module.as_str().len() <= MAX_NAME_LENGTH + 1, "{module}");
            assert!(is_identifier(TypeName::new(&[csdl]).as_str()), "{csdl}");
            assert!(is_identifier(FieldName::new(csdl).as_str()), "{csdl}");
            assert!(is_identifier(MethodName::new(&[csdl]).as_str()), "{csdl}");
        }
    }
}
