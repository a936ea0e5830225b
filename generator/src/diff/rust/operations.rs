//! The optional parameters of operations, with the methods that set them.

use std::collections::HashMap;

use crate::odata::lower::Origin;
use crate::plan::{FilePlan, ParametersPlan};

use super::item::{Part, RustItem};
use super::types::{empty, requests_of};
use super::{Home, Lister};

impl<'a> Lister<'a> {
    pub(super) fn operation_builders(&mut self, module: &'a str, file: &'a FilePlan) {
        let home = Home {
            module,
            path: String::new(),
            key: self.names.key(&file.wire),
            wire: &file.wire,
            fields: HashMap::new(),
        };
        for operation in &file.operations {
            let path = format!("{}::{}", requests_of(module), operation.name);
            self.operation_builder(&home, path, operation);
        }
    }

    pub(super) fn operation_builder(
        &mut self,
        home: &Home<'a>,
        path: String,
        operation: &'a ParametersPlan,
    ) {
        let edge = operation.edges.first();
        let Some(id) = edge.and_then(|edge| self.version.service.lowered.operation(*edge)) else {
            return;
        };
        let origin = self.names.operation(id).to_owned();
        let returned = self.returned(home.module, &operation.returns);
        self.returns.insert(id, returned);
        let then = operation.then.as_ref();
        let (signature, shown) = then.map_or_else(empty, |then| self.path(home.module, then));
        let item = RustItem {
            part: Part::Builder,
            name: operation.name.to_string(),
            path: path.clone(),
            signature,
            shown,
            owner: home.key.clone(),
            order: Vec::new(),
        };
        let import = match edge.and_then(|edge| self.version.service.lowered.origin(*edge)) {
            Some(Origin::Import(name, _)) => format!(" as /{name}"),
            _ => String::new(),
        };
        self.add(&origin, format!("own builder{import}"), item);
        let inside = Home {
            path,
            key: home.key.clone(),
            fields: HashMap::new(),
            ..*home
        };
        for setter in &operation.setters {
            let origin = self
                .names
                .key(&format!("{origin}/{}", setter.argument.wire));
            let types = self.argument(home.module, &setter.argument);
            self.inner(
                Part::Setter,
                &origin,
                &format!("setter{import}"),
                &inside,
                setter.name.as_str(),
                types,
            );
        }
    }
}
