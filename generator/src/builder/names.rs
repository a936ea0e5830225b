//! Settings of what is called otherwise than by the conventions of Rust.

use super::Builder;
use crate::text::check;

impl Builder {
    /// The module of a namespace, where the usual name is not wanted.
    pub fn module(self, namespace: &str, module: &str) -> Self {
        let checked = check::namespace(namespace).and_then(|()| check::module_name(module));
        let names = checked.map(|()| (namespace.to_owned(), module.to_owned()));
        self.set("module", names, |options, (namespace, module)| {
            options.modules.insert(namespace, module);
        })
    }

    /// The Rust name of a type or operation, `namespace.type`, or of a property, of a member of an enumeration, or of a
    /// child of the entity container, `namespace.type/property`. A property's field and method both have the name.
    pub fn rename(self, of: &str, name: &str) -> Self {
        let checked = check::renamed(of).and_then(|()| check::name(name));
        let names = checked.map(|()| (of.to_owned(), name.to_owned()));
        self.set("rename", names, |options, (of, name)| {
            options.rename.insert(of, name);
        })
    }
}
