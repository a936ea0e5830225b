//! `csdlgen.toml` as it is written: nothing checked but names and kinds of settings; the place of every
//! value kept.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{self, MapAccess, Visitor, value::MapAccessDeserializer};
use toml::Spanned;

use super::{BatchFormat, Docs, EnumLiterals, KeyStyle, ODataVersion, OperationNames, Reduction};
use crate::model::TypeVersions;
use crate::select::UnselectedNavigation;
use crate::text::check;

/// A string and where it stands.
pub(super) type Text = Spanned<String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawConfig {
    pub(super) crates: BTreeMap<Text, RawCrate>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCrate {
    pub(super) metadata: Text,
    pub(super) source: Option<Text>,
    pub(super) reduce: Option<Reduction>,
    pub(super) described_by: Option<Text>,
    pub(super) out: Text,
    pub(super) outline: Option<Text>,
    pub(super) overlay: Option<Spanned<RawOverlay>>,
    pub(super) references: Option<Spanned<RawReferences>>,
    pub(super) name: Option<Text>,
    pub(super) version: Option<Text>,
    pub(super) runtime: Option<Spanned<RawRuntime>>,
    #[serde(default)]
    pub(super) key_style: KeyStyle,
    #[serde(default)]
    pub(super) operations: OperationNames,
    pub(super) odata_version: Option<ODataVersion>,
    pub(super) ieee754_compatible: Option<bool>,
    pub(super) batch_format: Option<BatchFormat>,
    pub(super) telemetry: Option<bool>,
    pub(super) upgrade_links: Option<bool>,
    pub(super) empty_action_body: Option<bool>,
    pub(super) enum_literals: Option<EnumLiterals>,
    pub(super) in_operator: Option<bool>,
    #[serde(default)]
    pub(super) docs: Docs,
    pub(super) base_url: Option<Text>,
    #[serde(default)]
    pub(super) scopes: Vec<Text>,
    #[serde(default)]
    pub(super) clouds: BTreeMap<Text, RawCloud>,
    pub(super) issuer: Option<Text>,
    pub(super) start: Option<Text>,
    pub(super) client: Option<Text>,
    #[serde(default)]
    pub(super) reference: RawReference,
    pub(super) description: Option<Text>,
    pub(super) license: Option<Text>,
    pub(super) license_file: Option<Text>,
    pub(super) repository: Option<Text>,
    #[serde(default)]
    pub(super) keywords: Vec<Text>,
    #[serde(default)]
    pub(super) categories: Vec<Text>,
    #[serde(default)]
    pub(super) include: Vec<Text>,
    #[serde(default)]
    pub(super) exclude: Vec<Text>,
    #[serde(default)]
    pub(super) unselected_navigation: UnselectedNavigation,
    pub(super) features: Option<Spanned<RawFeatures>>,
    pub(super) any_limit: Option<usize>,
    #[serde(default)]
    pub(super) polymorphic: BTreeMap<Text, bool>,
    pub(super) type_versions: Option<TypeVersions>,
    #[serde(default)]
    pub(super) limits: BTreeMap<Text, Spanned<u64>>,
    #[serde(default)]
    pub(super) modules: BTreeMap<Text, Text>,
    #[serde(default)]
    pub(super) rename: BTreeMap<Text, Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCloud {
    pub(super) base_url: Text,
    #[serde(default)]
    pub(super) scopes: Vec<Text>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawReference {
    pub(super) r#type: Option<Text>,
    pub(super) operation: Option<Text>,
}

/// The path of an overlay, or a table with it.
#[derive(Deserialize)]
#[serde(untagged, expecting = "a path, or a table with `path` and `partial`")]
pub(super) enum RawOverlay {
    Path(String),
    Table(OverlayTable),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OverlayTable {
    pub(super) path: String,
    #[serde(default)]
    pub(super) partial: bool,
}

/// The folder of referenced documents, or a table with it.
#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "a folder, or a table with `folder`, `fetch` and `files`"
)]
pub(super) enum RawReferences {
    Folder(String),
    Table(ReferencesTable),
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReferencesTable {
    pub(super) folder: Option<String>,
    #[serde(default)]
    pub(super) fetch: bool,
    #[serde(default)]
    pub(super) files: BTreeMap<String, String>,
}

/// A word for how features are found, or a table of them with their patterns.
pub(super) enum RawFeatures {
    Found(String),
    Table(BTreeMap<Text, Vec<Text>>),
}

impl<'de> Deserialize<'de> for RawFeatures {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct WordOrTable;
        impl<'de> Visitor<'de> for WordOrTable {
            type Value = RawFeatures;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("\"by-segment\", or a table of features, each with a list of patterns")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<RawFeatures, E> {
                Ok(RawFeatures::Found(text.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<RawFeatures, A::Error> {
                BTreeMap::deserialize(MapAccessDeserializer::new(map)).map(RawFeatures::Table)
            }
        }
        deserializer.deserialize_any(WordOrTable)
    }
}

/// A version requirement or a path as a string, or a table with either or both.
pub(super) struct RawRuntime(pub(super) RuntimeTable);

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuntimeTable {
    pub(super) path: Option<String>,
    pub(super) version: Option<String>,
}

impl<'de> Deserialize<'de> for RawRuntime {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct StringOrTable;
        impl<'de> Visitor<'de> for StringOrTable {
            type Value = RawRuntime;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a version, a path, or a table with `path` and `version`")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<RawRuntime, E> {
                let text = text.to_owned();
                Ok(RawRuntime(match check::version_requirement(&text) {
                    Ok(()) => RuntimeTable {
                        version: Some(text),
                        path: None,
                    },
                    Err(_) => RuntimeTable {
                        path: Some(text),
                        version: None,
                    },
                }))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<RawRuntime, A::Error> {
                RuntimeTable::deserialize(MapAccessDeserializer::new(map)).map(RawRuntime)
            }
        }
        deserializer.deserialize_any(StringOrTable)
    }
}
