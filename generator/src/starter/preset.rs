//! Services that are known by their address: how they are spoken to, as settings of a `csdlgen.toml`.

/// A service that is known.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Preset {
    /// What people call it.
    pub(crate) name: &'static str,
    /// The word for it on the command line.
    pub(crate) word: &'static str,
    /// Where its description is.
    pub(crate) metadata: &'static str,
    /// Settings of its crate, one a line.
    pub(crate) settings: &'static str,
    /// Tables of its crate, each with a head such as `[clouds.Global]`.
    pub(crate) tables: &'static str,
}

/// All of them.
pub(crate) const PRESETS: &[Preset] = &[Preset {
    name: "Microsoft Graph v1.0",
    word: "graph",
    metadata: "https://graph.microsoft.com/v1.0/$metadata",
    settings: include_str!("assets/graph.toml"),
    tables: include_str!("assets/graph.tables.toml"),
}];

/// The words for them.
pub(crate) fn words() -> Vec<&'static str> {
    PRESETS.iter().map(|preset| preset.word).collect()
}

/// The service that a word names, or whose description is at an address.
pub(crate) fn preset(word: Option<&str>, metadata: Option<&str>) -> Option<&'static Preset> {
    let mut all = PRESETS.iter();
    all.find(|preset| match word {
        Some(word) => preset.word == word,
        None => metadata == Some(preset.metadata),
    })
}
