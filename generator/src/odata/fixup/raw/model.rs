//! Entries that change properties, members and what annotations say.

use serde::Deserialize;

use super::super::overlay::{
    CapabilityChange, CapabilityValue, Change, MemberChange, NavigationChange, PropertyChange,
};
use super::RawEntry;
use crate::text::check::Invalid;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawProperty {
    r#type: String,
    name: String,
    is: Option<String>,
    nullable: Option<bool>,
    #[serde(default)]
    add: bool,
    reason: Option<String>,
}

impl RawProperty {
    pub(super) fn entry(self) -> RawEntry {
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
pub(super) struct RawNavigation {
    r#type: String,
    name: String,
    is: String,
    #[serde(default)]
    contained: bool,
    reason: Option<String>,
}

impl RawNavigation {
    pub(super) fn entry(self) -> RawEntry {
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
pub(super) struct RawPolymorphic {
    r#type: String,
    is: bool,
    reason: Option<String>,
}

impl RawPolymorphic {
    pub(super) fn entry(self) -> RawEntry {
        RawEntry {
            target: self.r#type.clone(),
            reason: self.reason,
            change: Ok(Change::Polymorphic {
                ty: self.r#type,
                is: self.is,
            }),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawMember {
    r#enum: String,
    name: String,
    value: Option<i64>,
    reason: Option<String>,
}

impl RawMember {
    pub(super) fn entry(self) -> RawEntry {
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
pub(super) struct RawCapability {
    r#type: String,
    navigation: Option<String>,
    term: String,
    property: String,
    is: CapabilityValue,
    reason: Option<String>,
}

impl RawCapability {
    pub(super) fn entry(self) -> RawEntry {
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
