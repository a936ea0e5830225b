//! Where things stand in a plan: paths of types go in, items and builders come out.

use std::collections::HashMap;

use crate::plan::names::ModuleName;
use crate::plan::{
    AnyPlan, BuilderPlan, FilePlan, Item, NamespacePlan, OperationBuilderPlan, Plan, TypePath,
};

/// A plan with its types and builders by name.
pub(super) struct Index<'p> {
    pub(super) plan: &'p Plan,
    items: HashMap<(&'p str, &'p str), &'p Item>,
    anys: HashMap<(&'p str, &'p str), (Home<'p>, &'p AnyPlan)>,
    builders: HashMap<(&'p str, &'p str), (Home<'p>, &'p BuilderPlan)>,
    operations: HashMap<(&'p str, &'p str, &'p str), &'p OperationBuilderPlan>,
}

/// The file that something stands in: what bare names in it refer to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Home<'p> {
    pub(super) namespace: &'p ModuleName,
    pub(super) file: &'p ModuleName,
}

impl<'p> Index<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        let mut index = Self {
            plan,
            items: HashMap::new(),
            anys: HashMap::new(),
            builders: HashMap::new(),
            operations: HashMap::new(),
        };
        for namespace in &plan.namespaces {
            for file in &namespace.files {
                index.add(namespace, file);
            }
        }
        index
    }

    fn add(&mut self, namespace: &'p NamespacePlan, file: &'p FilePlan) {
        let home = Home {
            namespace: &namespace.module,
            file: &file.module,
        };
        let module = namespace.module.as_str();
        let name = match &file.item {
            Item::Structured(plan) => Some(&plan.name),
            Item::Enum(plan) => Some(&plan.name),
            Item::Alias(plan) => Some(&plan.name),
            Item::Resource => None,
        };
        if let Some(name) = name {
            self.items.insert((module, name.as_str()), &file.item);
        }
        if let Some(any) = &file.any {
            self.anys.insert((module, any.name.as_str()), (home, any));
        }
        for builder in &file.builders {
            self.builders
                .insert((module, builder.name.as_str()), (home, builder));
        }
        for operation in &file.operations {
            let key = (module, file.module.as_str(), operation.name.as_str());
            self.operations.insert(key, operation);
        }
    }

    pub(super) fn item(&self, path: &TypePath, home: Option<Home<'p>>) -> Option<&'p Item> {
        let module = module(path, home)?;
        self.items.get(&(module, path.name.as_str())).copied()
    }

    /// The enum over a family, and the file that it stands in.
    pub(super) fn any(
        &self,
        path: &TypePath,
        home: Option<Home<'p>>,
    ) -> Option<(Home<'p>, &'p AnyPlan)> {
        let module = module(path, home)?;
        self.anys.get(&(module, path.name.as_str())).copied()
    }

    pub(super) fn builder(
        &self,
        path: &TypePath,
        home: Option<Home<'p>>,
    ) -> Option<(Home<'p>, &'p BuilderPlan)> {
        let module = module(path, home)?;
        self.builders.get(&(module, path.name.as_str())).copied()
    }

    pub(super) fn operation(
        &self,
        path: &TypePath,
        home: Option<Home<'p>>,
    ) -> Option<&'p OperationBuilderPlan> {
        let (module, file) = match (path.modules.as_slice(), home) {
            ([module, file], _) => (module.as_str(), file.as_str()),
            (_, Some(home)) => (home.namespace.as_str(), home.file.as_str()),
            (_, None) => {
                let client = self.plan.client.as_ref()?;
                return client
                    .operations
                    .iter()
                    .find(|operation| operation.name == path.name);
            }
        };
        self.operations
            .get(&(module, file, path.name.as_str()))
            .copied()
    }
}

/// The module that a path leads to, seen from a file.
pub(super) fn module<'t>(path: &'t TypePath, home: Option<Home<'t>>) -> Option<&'t str> {
    let first = path.modules.first().or(home.map(|home| home.namespace));
    first.map(ModuleName::as_str)
}

/// The file that an operation's builder stands in.
pub(super) fn operation_home<'p>(path: &'p TypePath, home: Option<Home<'p>>) -> Option<Home<'p>> {
    match path.modules.as_slice() {
        [namespace, file] => Some(Home { namespace, file }),
        _ => home,
    }
}
