//! An overlay as it is written: tables of entries by kind, with their places; each kind becomes a [`Change`].

use serde::Deserialize;
use toml::Spanned;

use super::overlay::{
    Addressing, CapabilityChange, CapabilityValue, Change, Header, MemberChange, NavigationChange,
    NewOperation, NewParameter, ParameterChange, PropertyChange, Side,
};
use crate::model::OperationKind;
use crate::text::check::Invalid;

/// The whole file.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawOverlay {
    path: Vec<Spanned<RawPath>>,
    header: Vec<Spanned<RawHeader>>,
    json: Vec<Spanned<RawType>>,
    stream: Vec<Spanned<RawType>>,
    resource: Vec<Spanned<RawType>>,
    upload: Vec<Spanned<RawUpload>>,
    property: Vec<Spanned<RawProperty>>,
    navigation: Vec<Spanned<RawNavigation>>,
    member: Vec<Spanned<RawMember>>,
    parameter: Vec<Spanned<RawParameter>>,
    operation: Vec<Spanned<RawOperation>>,
    capability: Vec<Spanned<RawCapability>>,
}

/// An entry of any kind.
pub(super) struct RawEntry {
    /// What it is for, in messages.
    pub(super) target: String,
    pub(super) reason: Option<String>,
    pub(super) change: Result<Change, Invalid>,
}

impl RawOverlay {
    /// All entries: types and members first, so that what refers to them finds them.
    pub(super) fn into_entries(self) -> Vec<Spanned<RawEntry>> {
        let mut entries = Vec::new();
        collect(&mut entries, self.property, RawProperty::entry);
        collect(&mut entries, self.navigation, RawNavigation::entry);
        collect(&mut entries, self.member, RawMember::entry);
        collect(&mut entries, self.operation, RawOperation::entry);
        collect(&mut entries, self.parameter, RawParameter::entry);
        collect(&mut entries, self.capability, RawCapability::entry);
        collect(&mut entries, self.path, RawPath::entry);
        collect(&mut entries, self.header, RawHeader::entry);
        collect(&mut entries, self.upload, RawUpload::entry);
        collect(&mut entries, self.resource, |raw| {
            raw.entry(|ty| Change::Resource { ty })
        });
        collect(&mut entries, self.stream, |raw| {
            raw.entry(|ty| Change::Stream { ty })
        });
        collect(&mut entries, self.json, |raw| {
            raw.entry(|ty| Change::Json { ty })
        });
        entries
    }
}

fn collect<R>(
    entries: &mut Vec<Spanned<RawEntry>>,
    raw: Vec<Spanned<R>>,
    entry: impl Fn(R) -> RawEntry,
) {
    entries.extend(raw.into_iter().map(|raw| {
        let span = raw.span();
        Spanned::new(span, entry(raw.into_inner()))
    }));
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawType {
    r#type: String,
    reason: Option<String>,
}

impl RawType {
    fn entry(self, change: impl Fn(String) -> Change) -> RawEntry {
        RawEntry {
            target: self.r#type.clone(),
            reason: self.reason,
            change: Ok(change(self.r#type)),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawUpload {
    operation: String,
    reason: Option<String>,
}

impl RawUpload {
    fn entry(self) -> RawEntry {
        RawEntry {
            target: self.operation.clone(),
            reason: self.reason,
            change: Ok(Change::Upload {
                operation: self.operation,
            }),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPath {
    r#type: String,
    template: String,
    method: Option<String>,
    reason: Option<String>,
}

impl RawPath {
    fn entry(self) -> RawEntry {
        let method = self.method.unwrap_or_else(|| "by_path".to_owned());
        let change = match self.template.split_once("{path}") {
            Some((opening, closing)) if is_delimiter(opening) && is_delimiter(closing) => {
                method_name(&method).map(|()| {
                    Change::Path(Addressing {
                        ty: self.r#type.clone(),
                        method,
                        opening: opening.to_owned(),
                        closing: closing.to_owned(),
                    })
                })
            }
            _ => Err(Invalid::new(
                format!(
                    "the template {:?} is no `{{path}}` between delimiters",
                    self.template
                ),
                "write what stands around the path, as in \":/{path}:\"",
            )),
        };
        RawEntry {
            target: self.r#type,
            reason: self.reason,
            change,
        }
    }
}

/// What may stand around a path: characters that URLs keep as they are, and no query.
fn is_delimiter(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || ":/-._~!$&'()*+,;=@".contains(c);
    text.chars().all(plain)
}

/// A method's name as the metadata would give it, or as Rust writes it.
fn method_name(name: &str) -> Result<(), Invalid> {
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic());
    if starts && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        return Ok(());
    }
    Err(Invalid::new(
        format!("{name:?} cannot be the name of a method"),
        "use ASCII letters, digits and `_`, starting with a letter",
    ))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHeader {
    r#type: String,
    name: String,
    method: String,
    docs: Option<String>,
    #[serde(default)]
    on: Side,
    reason: Option<String>,
}

impl RawHeader {
    fn entry(self) -> RawEntry {
        let token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
        let change = if !self.name.is_empty() && self.name.chars().all(token) {
            method_name(&self.method).map(|()| {
                Change::Header(Header {
                    ty: self.r#type.clone(),
                    name: self.name,
                    method: self.method,
                    docs: self.docs,
                    on: self.on,
                })
            })
        } else {
            Err(Invalid::new(
                format!("{:?} is no name of a header", self.name),
                "use letters, digits and `-`, as in \"Prefer\"",
            ))
        };
        RawEntry {
            target: self.r#type,
            reason: self.reason,
            change,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawProperty {
    r#type: String,
    name: String,
    is: Option<String>,
    nullable: Option<bool>,
    #[serde(default)]
    add: bool,
    reason: Option<String>,
}

impl RawProperty {
    fn entry(self) -> RawEntry {
        let change = match (&self.is, self.nullable, self.add) {
            (None, _, true) => Err(Invalid::new(
                format!("the new property {:?} has no type", self.name),
                "give it in `is`, as in is = \"Edm.String\"",
            )),
            (None, None, false) => Err(Invalid::new(
                format!("the entry for {:?} changes nothing", self.name),
                "give `is` or `nullable`, or `add = true` with `is`",
            )),
            _ => Ok(Change::Property(PropertyChange {
                ty: self.r#type.clone(),
                name: self.name.clone(),
                is: self.is,
                nullable: self.nullable,
                add: self.add,
            })),
        };
        RawEntry {
            target: format!("{}/{}", self.r#type, self.name),
            reason: self.reason,
            change,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawNavigation {
    r#type: String,
    name: String,
    is: String,
    #[serde(default)]
    contained: bool,
    reason: Option<String>,
}

impl RawNavigation {
    fn entry(self) -> RawEntry {
        RawEntry {
            target: format!("{}/{}", self.r#type, self.name),
            reason: self.reason,
            change: Ok(Change::Navigation(NavigationChange {
                ty: self.r#type,
                name: self.name,
                is: self.is,
                contained: self.contained,
            })),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMember {
    r#enum: String,
    name: String,
    value: Option<i64>,
    reason: Option<String>,
}

impl RawMember {
    fn entry(self) -> RawEntry {
        RawEntry {
            target: format!("{}/{}", self.r#enum, self.name),
            reason: self.reason,
            change: Ok(Change::Member(MemberChange {
                enumeration: self.r#enum,
                name: self.name,
                value: self.value,
            })),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawParameter {
    operation: String,
    bound_to: Option<String>,
    name: String,
    is: Option<String>,
    nullable: Option<bool>,
    optional: Option<bool>,
    reason: Option<String>,
}

impl RawParameter {
    fn entry(self) -> RawEntry {
        let target = format!("{}/{}", self.operation, self.name);
        let change = if self.is.is_none() && self.nullable.is_none() && self.optional.is_none() {
            Err(Invalid::new(
                format!("the entry for {:?} changes nothing", self.name),
                "give `is`, `nullable` or `optional`",
            ))
        } else {
            Ok(Change::Parameter(ParameterChange {
                operation: self.operation,
                bound_to: self.bound_to,
                name: self.name,
                is: self.is,
                nullable: self.nullable,
                optional: self.optional,
            }))
        };
        RawEntry {
            target,
            reason: self.reason,
            change,
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum RawKind {
    Action,
    Function,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawOperation {
    kind: RawKind,
    name: String,
    bound_to: String,
    #[serde(default)]
    parameters: Vec<NewParameter>,
    returns: Option<String>,
    #[serde(default)]
    composable: bool,
    reason: Option<String>,
}

impl RawOperation {
    fn entry(self) -> RawEntry {
        let kind = match self.kind {
            RawKind::Action => OperationKind::Action,
            RawKind::Function => OperationKind::Function,
        };
        let change = if kind == OperationKind::Function && self.returns.is_none() {
            Err(Invalid::new(
                format!("the function {:?} returns nothing", self.name),
                "give what it returns in `returns`",
            ))
        } else {
            Ok(Change::Operation(NewOperation {
                kind,
                name: self.name.clone(),
                bound_to: self.bound_to,
                parameters: self.parameters,
                returns: self.returns,
                composable: self.composable,
            }))
        };
        RawEntry {
            target: self.name,
            reason: self.reason,
            change,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCapability {
    r#type: String,
    navigation: Option<String>,
    term: String,
    property: String,
    is: CapabilityValue,
    reason: Option<String>,
}

impl RawCapability {
    fn entry(self) -> RawEntry {
        let change = CapabilityChange {
            ty: self.r#type,
            navigation: self.navigation,
            term: self.term,
            property: self.property,
            value: self.is,
        };
        RawEntry {
            target: change.target(),
            reason: self.reason,
            change: Ok(Change::Capability(change)),
        }
    }
}
