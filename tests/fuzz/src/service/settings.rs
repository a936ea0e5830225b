//! Settings, as `csdlgen.toml` may have them.

use arbitrary::Result;
use csdlgen::config::{Crate, Docs, KeyStyle, OperationNames, Reference as Links};
use csdlgen::select::{Pattern, UnselectedNavigation};

use super::Choices;

impl Choices<'_> {
    pub(super) fn options(&mut self) -> Result<Crate> {
        let mut options = Crate::default();
        if self.flag()? {
            options.key_style = KeyStyle::Segment;
        }
        if self.flag()? {
            options.operations = OperationNames::Unqualified;
        }
        options.docs = match self.below(4)? {
            0 => Docs::None,
            1 => Docs::Links,
            _ => Docs::Full,
        };
        options.any_limit = self.below(8)?;
        // As csdlgen.toml may have it.
        let description = self.maybe(Self::text)?;
        options.description = description.filter(|text| !text.contains(char::is_control));
        if self.flag()? {
            options.reference = Links {
                type_template: Some("https://docs.example/{type}".to_owned()),
                operation_template: Some("https://docs.example/{type}-{operation}".to_owned()),
            };
        }
        if self.below(8)? == 7 {
            let patterns = ["/**", "/*", "/id/**#GET", "/name", "n.id", "/**/get"];
            let pattern = self.one_of(&patterns)?;
            options.selection.include.extend(Pattern::parse(&pattern));
            if self.flag()? {
                options.selection.unselected_navigation = UnselectedNavigation::Omit;
            }
        }
        Ok(options)
    }
}
