//! Entries that add or change operations.

use serde::Deserialize;

use super::super::overlay::{Change, NewOperation, NewParameter, ParameterChange};
use super::RawEntry;
use crate::model::OperationKind;
use crate::text::check::Invalid;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawUpload {
    operation: String,
    reason: Option<String>,
}

impl RawUpload {
    pub(super) fn entry(self) -> RawEntry {
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
pub(super) struct RawParameter {
    operation: String,
    bound_to: Option<String>,
    name: String,
    is: Option<String>,
    nullable: Option<bool>,
    optional: Option<bool>,
    reason: Option<String>,
}

impl RawParameter {
    pub(super) fn entry(self) -> RawEntry {
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
pub(super) struct RawOperation {
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
    pub(super) fn entry(self) -> RawEntry {
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
