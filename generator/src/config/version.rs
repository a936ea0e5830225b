//! The version of a crate in the text of a `csdlgen.toml`: it alone is written anew, the rest stays as its author wrote it.

use super::Config;
use super::raw::RawConfig;

impl Config {
    /// The text with another version for the crate of a table; `None` where that gives none.
    pub fn with_version(text: &str, key: &str, version: &str) -> Option<String> {
        let raw: RawConfig = toml::from_str(text).ok()?;
        let found = raw
            .crates
            .into_iter()
            .find(|(name, _)| name.get_ref() == key);
        let place = found?.1.version?.span();
        let (before, after) = (text.get(..place.start)?, text.get(place.end..)?);
        Some(format!("{before}\"{version}\"{after}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_version_of_the_crate_is_replaced() {
        let text = "# mine\n[crates.a]\nmetadata = \"a.csdl\"\nout = \"a\"\nversion  =  '0.1.0' # first\n\n\
                    [crates.b]\nmetadata = \"b.csdl\"\nout = \"b\"\nversion = \"0.1.0\"\n";
        let expected = text.replace("'0.1.0'", "\"0.2.0\"");
        assert_eq!(Config::with_version(text, "a", "0.2.0"), Some(expected));
        assert_eq!(Config::with_version(text, "c", "0.2.0"), None);
        let without = text.replace("version = \"0.1.0\"\n", "");
        assert_eq!(Config::with_version(&without, "b", "0.2.0"), None);
    }
}
