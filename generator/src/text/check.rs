//! The rules for single values: in goes a text, out comes why it is refused.

/// Why a value is refused, and what would be accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Invalid {
    /// What is wrong, naming the value.
    pub message: String,
    /// What the user can write instead.
    pub remedy: String,
}

impl Invalid {
    pub(crate) fn new(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            remedy: remedy.into(),
        }
    }
}

type Check = Result<(), Invalid>;

/// Cargo takes more, but a name outside these letters makes trouble in file names and registries.
pub(crate) fn package_name(name: &str) -> Check {
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic());
    let plain = name
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    let reserved = is_keyword(name) || super::path::is_reserved_name(name) || name == "test";
    if starts && plain && !reserved && name.len() <= 64 {
        return Ok(());
    }
    Err(Invalid::new(
        format!("{name:?} cannot be the name of a crate"),
        "use up to 64 ASCII letters, digits, `-` and `_`, starting with a letter; no Rust keyword",
    ))
}

/// Features that every generated crate has, and names that cargo takes for something else.
const OWN_FEATURES: &[&str] = &[
    "always",
    "default",
    "full",
    "hyper",
    "properties",
    "serde",
    "odata-client",
    "odata_client",
];

/// The name of a cargo feature, as crates.io takes it, that generated crates do not have for something else.
pub(crate) fn feature_name(name: &str) -> Check {
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic());
    let plain = name
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if !starts || !plain || name.len() > 64 {
        return Err(Invalid::new(
            format!("{name:?} cannot be the name of a feature"),
            "use up to 64 ASCII letters, digits, `-` and `_`, starting with a letter",
        ));
    }
    if OWN_FEATURES.contains(&name) {
        return Err(Invalid::new(
            format!("every generated crate has {name:?} for a purpose of its own"),
            "give the feature another name",
        ));
    }
    Ok(())
}

/// The name of the feature for paths that begin with a segment: `deviceManagement` gives `device-management`.
pub(crate) fn feature_of_segment(segment: &str) -> String {
    heck::ToKebabCase::to_kebab_case(segment)
}

/// What crates.io takes for a keyword; the slugs of its categories have colons as well.
pub(crate) fn keyword(text: &str) -> Check {
    let starts = text.starts_with(|c: char| c.is_ascii_alphanumeric());
    let plain = text
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "-_+:".contains(c));
    if starts && plain && text.len() <= 64 {
        return Ok(());
    }
    Err(Invalid::new(
        format!("{text:?} can be no keyword and no category"),
        "use ASCII letters, digits, `-`, `_` and `+`, starting with a letter or digit",
    ))
}

pub(crate) fn version(text: &str) -> Check {
    semver::Version::parse(text).map(drop).map_err(|error| {
        Invalid::new(
            format!("invalid version {text:?}: {error}"),
            "use a semantic version such as \"0.1.0\"",
        )
    })
}

pub(crate) fn version_requirement(text: &str) -> Check {
    semver::VersionReq::parse(text).map(drop).map_err(|error| {
        Invalid::new(
            format!("invalid version requirement {text:?}: {error}"),
            "use what a Cargo.toml takes, such as \"0.1\"",
        )
    })
}

pub(crate) fn runtime_path(text: &str) -> Check {
    path(text, "the runtime's path")
}

/// A path that can be opened and shown: not empty, no control characters.
pub(crate) fn path(text: &str, what: &str) -> Check {
    if !text.is_empty() && !text.chars().any(char::is_control) {
        return Ok(());
    }
    Err(Invalid::new(
        format!("{what} is empty or holds control characters"),
        "give a path relative to the folder of csdlgen.toml",
    ))
}

/// A URL with a host; a base URL ends before any query.
pub(crate) fn url(text: &str, what: &str) -> Check {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let host = rest
        .and_then(|rest| rest.split(['/', '?', '#']).next())
        .unwrap_or_default();
    if host.contains('@') {
        // It would stand in messages and in the generated files.
        return Err(Invalid::new(
            format!("{what} holds a user name or password"),
            "leave it out; download the description yourself if the service wants a sign-in",
        ));
    }
    if !host.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_graphic() && !"<>\"`\\".contains(c))
    {
        return Ok(());
    }
    Err(Invalid::new(
        format!("{what} {text:?} is not an http or https URL"),
        "start it with https:// and a host, and percent-encode what a URL does not take",
    ))
}

pub(crate) fn base_url(text: &str) -> Check {
    url(text, "the base URL")?;
    if !text.contains(['?', '#']) {
        return Ok(());
    }
    Err(Invalid::new(
        format!("the base URL {text:?} has a query or a fragment"),
        "give the service's root, such as \"https://graph.microsoft.com/v1.0\"",
    ))
}

pub(crate) fn scope(text: &str) -> Check {
    if !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_graphic() && c != '"' && c != '\\')
    {
        return Ok(());
    }
    Err(Invalid::new(
        format!("{text:?} is not a scope"),
        "a scope is one word without quotes, such as \"https://graph.microsoft.com/.default\"",
    ))
}

/// The path of a resource below the root of a service, without keys.
pub(crate) fn resource(text: &str) -> Check {
    let mut segments = text.split('/');
    let rooted = segments.next() == Some("");
    let plain = |segment: &str| {
        !segment.is_empty()
            && segment
                .chars()
                .all(|c| c.is_alphanumeric() || "_-.".contains(c))
    };
    if rooted && segments.all(plain) {
        return Ok(());
    }
    Err(Invalid::new(
        format!("{text:?} is not the path of a resource without keys"),
        "begin with a slash and write names, such as \"/me/messages\"",
    ))
}

/// A link with placeholders from `allowed` only.
pub(crate) fn template(text: &str, allowed: &[&str]) -> Check {
    let mut plain = text.to_owned();
    for placeholder in allowed {
        plain = plain.replace(placeholder, "x");
    }
    if !plain.contains(['{', '}']) {
        return url(&plain, "the link template");
    }
    Err(Invalid::new(
        format!("the link template {text:?} holds a brace that is not a known placeholder"),
        format!("the placeholders here are {}", allowed.join(" and ")),
    ))
}

/// A line of text for a `Cargo.toml`.
pub(crate) fn line(text: &str, what: &str) -> Check {
    if !text.trim().is_empty() && !text.chars().any(char::is_control) {
        return Ok(());
    }
    Err(Invalid::new(
        format!("{what} is empty or holds control characters"),
        "give one line of text, or leave the setting out",
    ))
}

pub(crate) fn type_name(name: &str) -> Check {
    let upper = name.starts_with(|c: char| c.is_ascii_uppercase());
    if upper && is_identifier(name) {
        return Ok(());
    }
    Err(Invalid::new(
        format!("{name:?} cannot be the name of a Rust type"),
        "use ASCII letters and digits, starting with a capital letter, such as \"GraphClient\"",
    ))
}

/// The name of a module, which is also that of a file or folder.
pub(crate) fn module_name(name: &str) -> Check {
    let snake = name.chars().all(|c| !c.is_ascii_uppercase());
    let reserved = super::path::is_reserved_name(name) || ["lib", "main", "mod"].contains(&name);
    if snake && is_identifier(name) && !reserved {
        return Ok(());
    }
    Err(Invalid::new(
        format!("{name:?} cannot be the name of a Rust module"),
        "use small ASCII letters, digits and `_`, starting with a letter; no Rust keyword",
    ))
}

/// A Rust name of any kind; whether it fits the kind of item is the plan's to say.
pub(crate) fn name(name: &str) -> Check {
    if is_identifier(name) {
        return Ok(());
    }
    Err(Invalid::new(
        format!("{name:?} cannot be a Rust name"),
        "use ASCII letters, digits and `_`, starting with a letter; no Rust keyword",
    ))
}

/// A name as CSDL writes it: segments joined by dots (CSDL XML 4.01, 17.2 and 17.3).
pub(crate) fn namespace(name: &str) -> Check {
    let good = |part: &str| {
        part.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && part.chars().all(|c| c.is_alphanumeric() || c == '_')
    };
    if name.split('.').all(good) {
        return Ok(());
    }
    Err(Invalid::new(
        format!("{name:?} cannot be a name in the metadata"),
        "use names joined by dots, as in \"microsoft.graph\"",
    ))
}

/// `namespace.name`, of a type or an operation, or `namespace.name/name`, of something in a type or in the container.
pub(crate) fn renamed(key: &str) -> Check {
    let (type_name, property) = key
        .split_once('/')
        .map_or((key, None), |(name, rest)| (name, Some(rest)));
    let qualified = type_name.contains('.') && namespace(type_name).is_ok();
    if qualified && property.is_none_or(|name| !name.contains('.') && namespace(name).is_ok()) {
        return Ok(());
    }
    Err(Invalid::new(
        format!("{key:?} is neither a type nor a property"),
        "use \"namespace.type\" or \"namespace.type/property\"",
    ))
}

fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !is_keyword(name)
}

/// Whether Rust refuses the name as an identifier.
fn is_keyword(name: &str) -> bool {
    !super::identifier::is_rust_identifier(name) && !name.contains('-')
}
