//! Names without a path: what the user wrote goes in, the types and operations that have the name come out, or the
//! nearest name.

use crate::model::{DefinitionId, EnumId, OperationId, StructuredId, TypeRef};
use crate::text::{nearest, one_line, short_name};

use super::routes::Routes;
use super::{ExploreError, Explorer, rust};

/// How many of them are named where there are more.
const EXAMPLES: usize = 8;

impl Explorer {
    /// Types by full name, else by short name, else without regard to case.
    pub(super) fn types_called(&self, name: &str) -> Vec<TypeRef> {
        let all: Vec<(TypeRef, String)> = self.all_types();
        let by = |is: &dyn Fn(&str) -> bool| -> Vec<TypeRef> {
            let found = all.iter().filter(|(_, full)| is(full));
            found.map(|(ty, _)| *ty).collect()
        };
        let mut found = by(&|full| full == name);
        if found.is_empty() {
            found = by(&|full| short_name(full) == name);
        }
        if found.is_empty() {
            found = by(&|full| {
                full.eq_ignore_ascii_case(name) || short_name(full).eq_ignore_ascii_case(name)
            });
        }
        found
    }

    fn all_types(&self) -> Vec<(TypeRef, String)> {
        let model = &self.model;
        let structured = (0..)
            .zip(&model.structured)
            .map(|(id, _)| TypeRef::Structured(StructuredId(id)));
        let enums = (0..)
            .zip(&model.enums)
            .map(|(id, _)| TypeRef::Enum(EnumId(id)));
        let definitions = (0..)
            .zip(&model.definitions)
            .map(|(id, _)| TypeRef::Definition(DefinitionId(id)));
        let all = structured.chain(enums).chain(definitions);
        all.map(|ty| (ty, rust::type_name(model, ty))).collect()
    }

    pub(super) fn operations_called(&self, name: &str) -> Vec<OperationId> {
        let all = (0..).map(OperationId).zip(&self.model.operations);
        let called = |is: &dyn Fn(&str, &str) -> bool| -> Vec<OperationId> {
            let found = all
                .clone()
                .filter(|(id, operation)| is(&operation.name, &self.model.qualified_name(*id)));
            found.map(|(id, _)| id).collect()
        };
        let exact = called(&|short, full| short == name || full == name);
        if exact.is_empty() {
            return called(&|short, full| {
                short.eq_ignore_ascii_case(name) || full.eq_ignore_ascii_case(name)
            });
        }
        exact
    }

    pub(super) fn ambiguous(
        &self,
        routes: &Routes<'_>,
        name: &str,
        types: &[TypeRef],
        operations: &[OperationId],
    ) -> ExploreError {
        let types_named = types
            .iter()
            .map(|ty| one_line(&rust::type_name(&self.model, *ty)));
        let ways = operations.iter().filter_map(|id| routes.operation(*id));
        let ways = ways.map(|route| route.shown().to_owned());
        ExploreError::Ambiguous {
            name: one_line(name),
            count: types.len() + operations.len(),
            examples: types_named.chain(ways).take(EXAMPLES).collect(),
        }
    }

    pub(super) fn unknown(
        &self,
        what: &str,
        types: &[TypeRef],
        member: Option<&str>,
    ) -> ExploreError {
        let names: Vec<String> = if let (Some(_), [TypeRef::Structured(id), ..]) = (member, types) {
            let own = self.model.all_properties(*id).map(|p| p.name.clone());
            own.chain(self.model.all_navigation(*id).map(|p| p.name.clone()))
                .collect()
        } else {
            let operations = self.model.operations.iter();
            let operations = operations.map(|operation| operation.name.clone());
            let types = self.all_types().into_iter().map(|(_, name)| name);
            types.chain(operations).collect()
        };
        let wanted = member.filter(|_| !types.is_empty()).unwrap_or(what);
        let found = nearest(wanted, names.iter().map(String::as_str));
        ExploreError::Unknown {
            name: one_line(what),
            nearest: found.map(one_line),
        }
    }
}
