//! Where things of the service stand in the plan: ids of its graph go in, items, builders and methods come out.
//!
//! | question | answer |
//! |---|---|
//! | [`Index::item`] of a type | the file with its struct, enum or alias, and the enum over what derives from it |
//! | [`Index::builder`] of a place | the request builder, and the file that it stands in; `None` for the root, calls and contents |
//! | [`Index::methods`] of a place | the methods of its builder, or of the client |
//! | [`Index::request`] of a place and a verb | the methods that send it there: there is more than one where a collection takes media |
//! | [`Index::step`] of a step | the method that goes it; `None` for [`Step::Onward`](crate::api::Step), which is the builder's `then` |
//! | [`Index::call`] of a step | the builder of the operation that it calls, where that has one |
//! | [`Index::segment`] of a method | what it adds to a path, as it is sent |
//!
//! What a selection leaves out has no answer. A path in Rust has its id in [`TypePath::target`].

use std::collections::HashMap;

use crate::api::{EdgeId, NodeId, TypeId, Verb};

use super::placed::Placed;
use super::{
    BuilderPlan, FilePlan, MethodBody, MethodPlan, NamespacePlan, ParametersPlan, Plan, Target,
    TypePath,
};

/// The file that something stands in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Home<'p> {
    pub(crate) namespace: &'p NamespacePlan,
    pub(crate) file: &'p FilePlan,
}

/// A plan with what stands in it by ids.
#[derive(Debug)]
pub(crate) struct Index<'p> {
    #[cfg_attr(
        not(feature = "cli"),
        allow(dead_code, reason = "only the command asks")
    )]
    plan: &'p Plan,
    files: HashMap<TypeId, Home<'p>>,
    builders: HashMap<NodeId, (Home<'p>, &'p BuilderPlan)>,
    methods: Placed<&'p MethodPlan>,
    calls: HashMap<EdgeId, (Option<Home<'p>>, &'p ParametersPlan)>,
}

impl<'p> Index<'p> {
    /// Finds everything in a plan.
    pub(crate) fn new(plan: &'p Plan) -> Self {
        let mut index = Self {
            plan,
            files: HashMap::new(),
            builders: HashMap::new(),
            methods: Placed::default(),
            calls: HashMap::new(),
        };
        if let Some(client) = &plan.client {
            index.add_methods(&client.methods);
            index.add_calls(None, &client.operations);
        }
        for namespace in &plan.namespaces {
            for file in &namespace.files {
                index.add_file(Home { namespace, file });
            }
        }
        index
    }

    fn add_file(&mut self, home: Home<'p>) {
        self.files.insert(home.file.ty, home);
        for builder in &home.file.builders {
            for node in &builder.nodes {
                self.builders.insert(*node, (home, builder));
            }
            self.add_methods(&builder.methods);
        }
        self.add_calls(Some(home), &home.file.operations);
    }

    fn add_methods(&mut self, methods: &'p [MethodPlan]) {
        for method in methods {
            if let Some(part) = method.part {
                self.methods.add(part, method);
            }
        }
    }

    fn add_calls(&mut self, home: Option<Home<'p>>, operations: &'p [ParametersPlan]) {
        for operation in operations {
            for edge in &operation.edges {
                self.calls.insert(*edge, (home, operation));
            }
        }
    }

    /// The file of a type, where it has one.
    pub(crate) fn item(&self, ty: TypeId) -> Option<Home<'p>> {
        self.files.get(&ty).copied()
    }

    /// The file of the type that a path in Rust leads to: its item, or the enum over what derives from it.
    pub(crate) fn item_at(&self, path: &TypePath) -> Option<Home<'p>> {
        match path.target {
            Target::Item(ty) | Target::Any(ty) => self.item(ty),
            Target::Builder(_) | Target::Call(_) => None,
        }
    }

    /// The request builder of a place.
    pub(crate) fn builder(&self, node: NodeId) -> Option<(Home<'p>, &'p BuilderPlan)> {
        self.builders.get(&node).copied()
    }

    /// The request builder that a path in Rust leads to.
    #[cfg(test)]
    pub(crate) fn builder_at(&self, path: &TypePath) -> Option<(Home<'p>, &'p BuilderPlan)> {
        match path.target {
            Target::Builder(node) => self.builder(node),
            _ => None,
        }
    }

    /// The methods that start from a place.
    #[cfg_attr(
        not(feature = "cli"),
        allow(dead_code, reason = "only the command asks")
    )]
    pub(crate) fn methods(&self, node: NodeId) -> &'p [MethodPlan] {
        if node == NodeId::ROOT {
            return self.plan.client.as_ref().map_or(&[], |it| &it.methods);
        }
        self.builder(node).map_or(&[], |(_, it)| &it.methods)
    }

    /// The methods that send a request to a place.
    pub(crate) fn request(&self, node: NodeId, verb: Verb) -> &[&'p MethodPlan] {
        self.methods.request(node, verb)
    }

    /// The method that goes a step.
    pub(crate) fn step(&self, edge: EdgeId) -> Option<&'p MethodPlan> {
        self.methods.step(edge)
    }

    /// The builder of the operation that a step calls, and the file that it stands in; `None` in place of that for
    /// the client's.
    pub(crate) fn call(&self, edge: EdgeId) -> Option<(Option<Home<'p>>, &'p ParametersPlan)> {
        self.calls.get(&edge).copied()
    }

    /// What a method adds to a path, as it is sent; `None` where that is not one segment.
    pub(crate) fn segment(method: &MethodPlan) -> Option<&str> {
        match &method.body {
            MethodBody::Navigate { segment, .. }
            | MethodBody::Cast { segment, .. }
            | MethodBody::Media { segment }
            | MethodBody::References { segment, .. }
            | MethodBody::Operation { segment, .. } => Some(segment),
            MethodBody::Count => Some("$count"),
            _ => None,
        }
    }
}
